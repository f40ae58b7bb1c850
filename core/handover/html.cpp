#include "core/handover/html.h"

#include "core/base/utf8.h"
#include "core/diff/linediff.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace espalier::handover {
namespace {

constexpr int kMostDiffLines = 2000;

/// Marks, embeddings, overrides and isolates of bidirectional text; see "Trojan Source", Boucher and Anderson, 2021.
bool turnsDirection(char32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::string lineCell(const std::optional<int>& number)
{
    return "<td class=\"n\">" + (number ? std::to_string(*number) : std::string()) + "</td>";
}

std::string diffLine(const char* style, const char* sign, const std::optional<int>& left,
                     const std::optional<int>& right, const std::string& text)
{
    return "<tr class=\"" + std::string(style) + "\">" + lineCell(left) + lineCell(right) + "<td class=\"s\">" + sign +
           "</td><td><code>" + escaped(text) + "</code></td></tr>\n";
}

constexpr const char* kStyle = R"(
:root { color-scheme: light dark; --ink: #1d2127; --dim: #5b6470; --page: #ffffff; --soft: #f3f5f7; --line: #d7dce2;
  --better: #9a5b00; --worse: #1f62b4; --bad: #b3261e; --add: #e4f3e6; --cut: #fbe7e5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7eb; --dim: #9aa4b0; --page: #16191d; --soft: #1f242a;
  --line: #363d46; --better: #f0a53a; --worse: #7db1f0; --bad: #ff8a80; --add: #1d3323; --cut: #3b2224; } }
@media print { :root { color-scheme: light; --ink: #000; --dim: #444; --page: #fff; --soft: #f3f5f7; --line: #bbb;
  --better: #9a5b00; --worse: #1f62b4; --bad: #b3261e; --add: #e4f3e6; --cut: #fbe7e5; }
  section { break-inside: auto; } h2, h3 { break-after: avoid; } svg, tr { break-inside: avoid; } nav { display: none; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); margin: 0 auto; max-width: 62rem;
  padding: 1.5rem; }
h1 { font-size: 1.6rem; margin: 0 0 .2rem; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; } p { margin: .4rem 0; } .dim { color: var(--dim); }
.better { color: var(--better); } .bad { color: var(--bad); }
table { border-collapse: collapse; margin: .5rem 0; } th, td { text-align: left; padding: .15rem .7rem .15rem 0;
  vertical-align: top; } th { color: var(--dim); font-weight: 600; border-bottom: 1px solid var(--line); }
.right { text-align: right; font-variant-numeric: tabular-nums; } td.right { white-space: nowrap; }
code, pre { font: 13px/1.45 ui-monospace, monospace; } pre { background: var(--soft); padding: .7rem; white-space: pre-wrap;
  overflow-wrap: anywhere; }
table.diff { width: 100%; background: var(--soft); } .diff td { padding: 0 .4rem; } .diff code { white-space: pre-wrap;
  overflow-wrap: anywhere; } .diff .n { color: var(--dim); text-align: right; width: 2.5rem; } .diff .s { width: 1ch; }
.diff .add td { background: var(--add); } .diff .cut td { background: var(--cut); } .diff .gap td { color: var(--dim); }
dl { display: grid; grid-template-columns: max-content auto; gap: .15rem 1rem; margin: .5rem 0; } dt { color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; } nav a { margin-right: 1rem; } a { color: inherit; }
svg { max-width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; fill: var(--ink); }
svg .axis { stroke: var(--line); } svg .line { stroke: var(--better); fill: none; stroke-width: 2; }
svg .roof { stroke: var(--dim); fill: none; stroke-width: 1.5; } svg .dot { fill: var(--worse); } svg .best { fill: var(--better); }
svg .small { fill: var(--dim); font-size: 11px; }
)";

} // namespace

std::string escaped(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character c = utf8CharacterAt(text, at);
        const std::string_view bytes = text.substr(at, c.length);
        at += c.length;
        const bool isControl =
            (c.value < 0x20 && c.value != '\n' && c.value != '\t') || (c.value >= 0x7f && c.value < 0xa0);
        if (turnsDirection(c.value)) {
            std::array<char, 16> name{};
            std::snprintf(name.data(), name.size(), "[U+%04X]", static_cast<unsigned>(c.value));
            out += name.data();
        } else if (c.broken || isControl || c.value == 0xFFFE || c.value == 0xFFFF) {
            out += "\xEF\xBF\xBD";
        } else {
            out += c.value == '&'    ? "&amp;"
                   : c.value == '<'  ? "&lt;"
                   : c.value == '>'  ? "&gt;"
                   : c.value == '"'  ? "&quot;"
                   : c.value == '\'' ? "&#39;"
                                     : bytes;
        }
    }
    return out;
}

std::string element(const std::string& tag, std::string_view text, const std::string& style)
{
    return "<" + tag + (style.empty() ? "" : " class=\"" + style + "\"") + ">" + escaped(text) + "</" + tag + ">";
}

std::string htmlTable(const std::vector<std::string>& headings, const std::vector<std::vector<std::string>>& rows,
                      const std::vector<std::size_t>& right)
{
    const auto style = [&](std::size_t column) {
        return std::ranges::find(right, column) == right.end() ? "" : " class=\"right\"";
    };
    std::string html = "<table><thead><tr>";
    for (std::size_t i = 0; i < headings.size(); ++i) {
        html += std::string("<th") + style(i) + ">" + escaped(headings[i]) + "</th>";
    }
    html += "</tr></thead><tbody>\n";
    for (const auto& row : rows) {
        html += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i) {
            html += std::string("<td") + style(i) + ">" + row[i] + "</td>";
        }
        html += "</tr>\n";
    }
    return html + "</tbody></table>\n";
}

std::string htmlDiff(std::string_view left, std::string_view right)
{
    const LineDiff diff = diffLines(left, right);
    if (diff.isEmpty()) {
        return "<p class=\"dim\">The sources are the same; the options differ.</p>\n";
    }
    std::string html = "<table class=\"diff\"><tbody>\n";
    int shown = 0;
    for (const RowRun& run : foldUnchanged(diff.rows)) {
        if (run.folded) {
            html += "<tr class=\"gap\"><td></td><td></td><td></td><td>" + std::to_string(run.end - run.begin) +
                    " unchanged lines</td></tr>\n";
            continue;
        }
        // A run of changed lines is read more easily as what went and then what came.
        std::string came;
        for (int i = run.begin; i < run.end && shown < kMostDiffLines; ++i, ++shown) {
            const DiffRow& row = diff.rows[static_cast<std::size_t>(i)];
            if (row.kind == DiffRow::Same) {
                html += came + diffLine("same", "", row.leftLine, row.rightLine, row.right);
                came.clear();
                continue;
            }
            if (row.leftLine) {
                html += diffLine("cut", "−", row.leftLine, {}, row.left);
            }
            if (row.rightLine) {
                came += diffLine("add", "+", {}, row.rightLine, row.right);
            }
        }
        html += came;
    }
    html += "</tbody></table>\n";
    return html + (shown < kMostDiffLines ? "" : "<p class=\"dim\">The rest of the difference is left out.</p>\n");
}

std::string htmlPage(const std::string& title, const std::string& body)
{
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>" +
           escaped(title) + "</title>\n<style>" + kStyle + "</style>\n</head>\n<body>\n" + body + "</body>\n</html>\n";
}

} // namespace espalier::handover
