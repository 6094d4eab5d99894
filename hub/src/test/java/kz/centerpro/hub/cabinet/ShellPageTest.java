package kz.centerpro.hub.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ShellPageTest {

    private static final Map<String, String> FILES = Map.of("app/main.js", """
            // @ts-check
            import { html, render } from '../vendor/lit-html.js';
            import {
              start,
            } from './router.js';
            import './icons.js';
            const money = () => import('./view/money.js');
            """, "app/router.js", "export { start } from \"./start.js\";", "app/start.js",
            "import{a}from'./router.js';import b from'../vendor/lit-html.js';", "app/icons.js", "export const a = 1;",
            "vendor/lit-html.js", "const t=globalThis;export{t as html};", "app/view/money.js",
            "import '../never.js'");

    @Test
    void findsWhatTheFirstModuleImportsAndNothingThatIsLoadedLater() {
        assertThat(ShellPage.modules(FILES::get, ShellPage.MAIN)).containsExactly("app/main.js", "vendor/lit-html.js",
                "app/router.js",
                "app/icons.js", "app/start.js");
    }

    @Test
    void putsTheBuildAndTheModulesIntoThePage() {
        String page = ShellPage.of("<head><script src=\"/cabinet/app/main.js\"></script></head>", "0a1b", FILES::get);

        assertThat(page).startsWith("<head><script src=\"/cabinet/0a1b/app/main.js\">")
                .contains("<link rel=\"modulepreload\" href=\"/cabinet/0a1b/app/router.js\">\n").endsWith("</head>");
        assertThat(page.split("main.js", -1)).hasSize(2);
    }

    @Test
    void styleSheetsOfThePageBecomeOne() {
        String page = "<link rel=\"icon\">\n  <link rel=\"stylesheet\" href=\"/cabinet/a.css\">\n"
                + "  <link rel=\"stylesheet\" href=\"/cabinet/b.css\">\n  <script>";
        assertThat(ShellPage.sheets(page)).containsExactly("a.css", "b.css");
        assertThat(ShellPage.withOneSheet(page, "one.css")).isEqualTo(
                "<link rel=\"icon\">\n  <link rel=\"stylesheet\" href=\"/cabinet/one.css\">\n  <script>");
        assertThat(ShellPage.withOneSheet("<head>", "one.css")).isEqualTo("<head>");
    }

    @Test
    void resolvesAsABrowserDoes() {
        assertThat(ShellPage.resolved("app/view/list.js", "../../vendor/x.js")).isEqualTo("vendor/x.js");
        assertThat(ShellPage.resolved("app/main.js", "./a/../b.js")).isEqualTo("app/b.js");
    }
}
