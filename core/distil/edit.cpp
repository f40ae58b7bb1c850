#include "core/distil/edit.h"

#include "core/diff/linediff.h"
#include "core/diff/tokens.h"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace espalier {
namespace {

constexpr std::size_t kMostLines = 60;
constexpr std::size_t kLongestLine = 140; ///< bytes
constexpr int kContext = 1;               ///< unchanged lines around a change: they say where it belongs

std::string textOf(const Candidate& candidate)
{
    std::string text = "// build: " + candidate.compiler + "\n";
    for (const std::string& option : candidate.options) {
        text += "// build: " + option + "\n";
    }
    return text + candidate.source;
}

/// The lines of an edit, up to their cap.
class EditText
{
public:
    void add(char mark, std::string_view line)
    {
        if (m_lines == kMostLines) {
            m_text += " …\n";
        }
        if (++m_lines > kMostLines) {
            return;
        }
        std::size_t end = std::min(line.size(), kLongestLine);
        while (end > 0 && end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        m_text += mark;
        for (const char c : line.substr(0, end)) {
            m_text += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
        m_text += '\n';
    }
    void skip() { add(' ', "…"); }
    std::string text() const { return m_text; }

private:
    std::string m_text;
    std::size_t m_lines = 0;
};

using Words = std::map<std::string, int, std::less<>>;

void count(Words& words, std::string_view line, int by)
{
    for (const Span& span : tokenise(line)) {
        const auto word =
            line.substr(static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.end - span.begin));
        if (word.find_first_not_of(" \t\r") != std::string_view::npos) {
            words[std::string(word)] += by;
        }
    }
}

/// Each word with how many more of it are added than removed.
Words wordsOf(std::string_view edit)
{
    Words words;
    while (!edit.empty()) {
        const std::size_t end = std::min(edit.find('\n'), edit.size());
        const std::string_view line = edit.substr(0, end);
        if (line.starts_with('+') || line.starts_with('-')) {
            count(words, line.substr(1), line.front() == '+' ? 1 : -1);
        }
        edit.remove_prefix(std::min(end + 1, edit.size()));
    }
    return words;
}

int total(const Words& words)
{
    int sum = 0;
    for (const auto& [word, times] : words) {
        sum += std::abs(times);
    }
    return sum;
}

} // namespace

std::string editBetween(const Candidate& parent, const Candidate& child)
{
    const LineDiff diff = diffLines(textOf(parent), textOf(child), {.ignoreWhitespace = true});
    if (diff.isEmpty()) {
        return {};
    }
    EditText text;
    for (const RowRun& run : foldUnchanged(diff.rows, kContext)) {
        if (run.folded) {
            text.skip();
            continue;
        }
        for (int at = run.begin; at < run.end; ++at) {
            const DiffRow& row = diff.rows[static_cast<std::size_t>(at)];
            if (row.kind == DiffRow::Same) {
                text.add(' ', row.right);
            }
            if (row.kind == DiffRow::Changed || row.kind == DiffRow::Removed) {
                text.add('-', row.left);
            }
            if (row.kind == DiffRow::Changed || row.kind == DiffRow::Added) {
                text.add('+', row.right);
            }
        }
    }
    return text.text();
}

double likeness(std::string_view edit, std::string_view other)
{
    const Words words = wordsOf(edit);
    const Words others = wordsOf(other);
    int shared = 0;
    for (const auto& [word, times] : words) {
        const auto same = others.find(word);
        if (same != others.end() && (same->second > 0) == (times > 0)) {
            shared += std::min(std::abs(times), std::abs(same->second));
        }
    }
    const int all = total(words) + total(others);
    return all == 0 ? 1 : 2.0 * shared / all;
}

} // namespace espalier
