package io.sp4j.bench.report;

import java.util.List;

/** A table of text; the first columns are names, the others figures. */
final class Tabular {

    private Tabular() {}

    static String of(String caption, int names, List<String> header, List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table><caption>")
                .append(Svg.escape(caption))
                .append("</caption><thead><tr>");
        for (int i = 0; i < header.size(); i++) {
            html.append(i < names ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"figure\">")
                    .append(Svg.escape(header.get(i)))
                    .append("</th>");
        }
        html.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                html.append(i == 0 ? "<th scope=\"row\">" : i < names ? "<td>" : "<td class=\"figure\">")
                        .append(Svg.escape(row.get(i)))
                        .append(i == 0 ? "</th>" : "</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>").toString();
    }

    /** A picture with its figures behind it. */
    static String figure(String title, String chart, String table) {
        return "<figure><figcaption>" + Svg.escape(title) + "</figcaption>\n<div class=\"scroll\">" + chart
                + "</div>\n<details><summary>Figures</summary>" + table + "</details></figure>\n";
    }
}
