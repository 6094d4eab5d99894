package kz.centerpro.hub.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import kz.centerpro.hub.cabinet.ScriptTokens.Kind;
import kz.centerpro.hub.cabinet.ScriptTokens.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTrimTest {

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '¬', value = {
            "const a = 1; // why ¦ const a=1;",
            "f( /* inside */ a, b ) ¦ f(a,b)",
            "return /* in between */ a ¦ return a",
            "typeof x === 'a  b' ¦ typeof x==='a  b'",
            "'a' in b ¦ 'a'in b",
            "a + +b - -c ¦ a+ +b- -c",
            "a + ++b ¦ a+ ++b",
            "a++ + b ¦ a++ +b",
            "1 .toFixed() ¦ 1 .toFixed()",
            "a ? .5 : 1e-5 ¦ a? .5:1e-5",
            "x => ({ a: 1 }) ¦ x=>({a:1})",
            "static  #a = 1 ¦ static #a=1",
            "i --> 0 ¦ i-->0"})
    void takesOutWhatPartsNothing(String script, String trimmed) {
        assertThat(ScriptTrim.of(script).strip()).isEqualTo(trimmed);
        assertThat(code(ScriptTrim.of(script))).isEqualTo(code(script));
    }

    /** What looks like a comment or a quote and is none. */
    @ParameterizedTest
    @ValueSource(strings = {"a='// no comment';", "a=\"/* none */\";", "a='it\\'s // one text';", "a='\\\\';b='//';",
            "a=`// text /* text */ ${b} // text`;", "a=`${`${'}'}`}//`;", "a=`\\${b//}`;", "a=`$${b}`;",
            "a=`  two\n    lines  `;", "a=b?`x${c?`y${`z`}`:{d:1}.d}`:'';", "a=/[/*'\"`]\\/\\//g;", "a=b.test(/'/);",
            "if(a)/\\//.test(b);", "while(a)/'/.exec(b);", "a=(b)/c/d;", "a=b[0]/c/d;",
            "a=b.return/c/d;", "a=b.if(c)/d/e;", "a=b++/c/d;", "return/'/.test(a);", "a=1/2/3;", "a=b=>/'/.test(b);",
            "a=/[^\\[/]/.test(b)?'':`//`;", "a={of:1,in:2,return:3};", "a?.in/b/c;",
            "for(const a of'//')b(a);", "a='\u2028//';", "a=\"x\\\ny//\";"})
    void leavesTextsAlone(String script) {
        assertThat(ScriptTrim.of(script)).isEqualTo(script + "\n");
    }

    @Test
    void linesEndWhereAStatementCould() {
        assertThat(ScriptTrim.of("""
                // @ts-check
                /** What it does. */
                let a = 1
                ++a

                return /* a comment
                of two lines */ a
                const b = a
                  // and this
                  .c /* one line */ .d
                ;[1].map(a)
                """)).isEqualTo("""
                let a=1
                ++a
                return
                a
                const b=a.c.d;[1].map(a)
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '¬', value = {
            "f(⏎  a,⏎  b,⏎); ¦ f(a,b,);", "a =⏎  b; ¦ a=b;", "a⏎  ? b⏎  : c; ¦ a?b:c;", "a⏎  ?.b⏎  .c(); ¦ a?.b.c();",
            "if (a) {⏎  b();⏎} ¦ if(a){b();}", "a = {⏎}⏎b ¦ a={}⏎b", "a⏎[1] ¦ a⏎[1]", "a⏎(1) ¦ a⏎(1)", "a⏎`b` ¦ a⏎`b`",
            "a⏎/b/g ¦ a⏎/b/g", "a⏎++b ¦ a⏎++b", "a++⏎b ¦ a++⏎b", "a⏎+ b ¦ a⏎+b", "1⏎.toFixed() ¦ 1⏎.toFixed()",
            "x =>⏎  y ¦ x=>y", "a`${⏎  b⏎}`⏎c ¦ a`${b}`⏎c", "break⏎a ¦ break⏎a", "a =⏎// why⏎  b ¦ a=b"})
    void linesThatGoOnAreJoined(String script, String trimmed) {
        assertThat(ScriptTrim.of(script.replace('⏎', '\n')).strip()).isEqualTo(trimmed.replace('⏎', '\n'));
        assertThat(code(trimmed.replace('⏎', '\n'))).isEqualTo(code(script.replace('⏎', '\n')));
    }

    @Test
    void markupIsIndentedForReadersOnly() {
        assertThat(ScriptTrim.of("""
                a = html`<ul
                  class="x  y"
                >
                  ${b.map((c) => html`
                    <li>${c}</li>   ${`
                  text  `}
                  `)}
                </ul>`
                """)).isEqualTo("""
                a=html`<ul
                class="x  y"
                >
                ${b.map((c)=>html`
                <li>${c}</li>   ${`
                  text  `}
                `)}
                </ul>`
                """);
    }

    @Test
    void valuesInTemplatesAreCode() {
        assertThat(ScriptTrim.of("a = html`<b  class=${ x /* why */ ? `y ${ z }` : '' }>  text</b>`;"))
                .isEqualTo("a=html`<b  class=${x?`y ${z}`:''}>  text</b>`;\n");
    }

    @Test
    void licencesStay() {
        assertThat(ScriptTrim.of("/**\n * @license\n * BSD-3-Clause\n */\n/* other */ a = 1;\n//! kept\nb\n"))
                .isEqualTo("/**\n * @license\n * BSD-3-Clause\n */\na=1;\n//! kept\nb\n");
    }

    /** A slash that only a parser could tell, and what is no module at all. */
    @ParameterizedTest
    @ValueSource(strings = {"{ }  /a/g.test(b)", "a = {}  / 2 / b", "for await (a of b)  /c/.d", "of  / 2 / 3",
            "a = /[[a]'/]/v", "a  <!-- b", "--> a  b", "#!/usr/bin/node  x", "a = 'open", "a = `open ${b}", "a = /open",
            "/* open", "a  (", "a  )", "a = [ ( ] )", "a = `${ { `", "a = 'x\n'"})
    void whatIsInDoubtGoesOutWhole(String script) {
        assertThat(ScriptTokens.of(script)).isEmpty();
        assertThat(ScriptTrim.of(script)).isSameAs(script);
    }

    /** Tokens without those that mean nothing, and templates without their indentation. */
    static Optional<List<Token>> code(String script) {
        return ScriptTokens.of(script).map(tokens -> tokens.stream()
                .filter(token -> token.kind() != Kind.BLANK && token.kind() != Kind.COMMENT)
                .map(token -> token.kind() == Kind.TEMPLATE
                        ? new Token(token.kind(), token.text().replaceAll("\\s*\\n\\s*", "\n"))
                        : token)
                .toList());
    }
}
