package kz.centerpro.hub.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetTrimTest {

    @Test
    void takesOutWhatAuthorsNeed() {
        assertThat(SheetTrim.of("""
                /* Buttons. */
                .a, .b > .c { color: red; margin: 0 -4px; }
                @media (max-width: 760px) and (hover) {
                  .d :focus { width: calc(100% - 2 * var(--s1)) !important; } /* why */
                }
                """)).isEqualTo(".a,.b > .c{color:red;margin:0 -4px}"
                + "@media (max-width:760px) and (hover){.d :focus{width:calc(100% - 2 * var(--s1)) !important}}\n");
    }

    /** Nothing to take out, though it looks so. */
    @ParameterizedTest
    @ValueSource(strings = {".a{content:\"; } /* text */  :\"}", ".a{content:'it\\'s  ,  '}", ".a\\; .b{c:d}",
            ".a{background:url(x;  y/*z*/.svg)}", ".a{background:url(\"a) ;  b\")}", ".a .b :is(.c){d:e f}",
            ".a/**/b{c:d}", "/*! kept  whole */.a{b:c}", "@media not all and (a:b){.c{d:e}}", "q{quotes:\"«\" \"»\"}"})
    void leavesTheRest(String sheet) {
        assertThat(SheetTrim.of(sheet)).isEqualTo(sheet + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {".a { b: 'open }", "/* open", ".a { b: url(open }", ".a { b: \"x\n\" }", "a { }  \\"})
    void whatIsBrokenGoesOutWhole(String sheet) {
        assertThat(SheetTrim.of(sheet)).isSameAs(sheet);
    }
}
