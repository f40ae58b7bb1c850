#include "core/review/anchoring.h"

#include "core/base/words.h"
#include "core/diff/linediff.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace espalier {
namespace {

/// Letters and digits a line must have to be known again elsewhere: "}" and "else {" are everywhere.
constexpr int kTelling = 5;

bool tells(std::string_view text)
{
    return std::ranges::count_if(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
           }) >= kTelling;
}

/// Text to the one line that has it; 0 where several have.
using Unique = std::map<std::string, int>;

void enter(Unique& lines, const std::string& text, int line)
{
    std::string words(trimmed(text));
    if (tells(words)) {
        const auto [at, fresh] = lines.emplace(std::move(words), line);
        at->second = fresh ? line : 0;
    }
}

} // namespace

LineMap::LineMap(std::string_view from, std::string_view to)
{
    const LineDiff diff = diffLines(from, to, {.ignoreWhitespace = true});
    Unique removed;
    Unique added;
    for (const DiffRow& row : diff.rows) {
        if (row.kind != DiffRow::Same && row.leftLine) {
            enter(removed, row.left, *row.leftLine);
        }
        if (row.kind != DiffRow::Same && row.rightLine) {
            enter(added, row.right, *row.rightLine);
        }
        m_last = std::max(m_last, row.rightLine.value_or(0));
    }
    // To where a changed row's left line went by itself; 0: nowhere.
    const auto movedTo = [&](const DiffRow& row) {
        const auto own = removed.find(std::string(trimmed(row.left)));
        const auto there = own == removed.end() || own->second == 0 ? added.end() : added.find(own->first);
        return there == added.end() ? 0 : there->second;
    };
    std::set<int> taken; // lines of `to` that others have moved to
    for (const DiffRow& row : diff.rows) {
        taken.insert(row.kind != DiffRow::Same && row.leftLine ? movedTo(row) : 0);
    }
    int before = 0; // the line of `to` above
    for (const DiffRow& row : diff.rows) {
        before = row.rightLine.value_or(before);
        if (!row.leftLine) {
            continue;
        }
        if (row.kind == DiffRow::Same) {
            m_places.push_back({LineFate::Same, before});
        } else if (const int there = movedTo(row); there != 0) {
            m_places.push_back({LineFate::Moved, there});
        } else if (row.kind == DiffRow::Changed && !taken.contains(before)) {
            m_places.push_back({LineFate::Changed, before});
        } else {
            m_places.push_back({LineFate::Deleted, std::min(before + 1, m_last)});
        }
    }
}

LinePlace LineMap::place(int line) const
{
    return line >= 1 && line <= static_cast<int>(m_places.size()) ? m_places[static_cast<std::size_t>(line - 1)]
                                                                  : LinePlace{LineFate::Deleted, m_last};
}

} // namespace espalier
