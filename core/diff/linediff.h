#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// A byte range [begin, end) of one line; always on UTF-8 character borders.
struct Span
{
    int begin = 0;
    int end = 0;

    bool operator==(const Span&) const = default;
};

/// One row of a side-by-side view. Removed rows have no right side, Added rows no left side; Changed rows have both,
/// and spans over what differs in each.
struct DiffRow
{
    enum Kind { Same, Changed, Added, Removed };

    Kind kind = Same;
    std::optional<int> leftLine; ///< from 1
    std::optional<int> rightLine;
    std::string left; ///< without the line's end
    std::string right;
    std::vector<Span> leftSpans;
    std::vector<Span> rightSpans;
};

/// The render model of a diff: the window, the command line and prompts draw the same rows.
struct LineDiff
{
    std::vector<DiffRow> rows;
    int added = 0;   ///< lines only on the right, the right side of Changed rows included
    int removed = 0; ///< lines only on the left, the left side of Changed rows included

    bool isEmpty() const { return added == 0 && removed == 0; }
};

struct DiffOptions
{
    bool ignoreWhitespace = false; ///< lines that differ in white space alone are Same
};

/// Lines by libgit2 (patience, with the indent heuristic), changed lines paired by likeness, and differing tokens
/// marked in each pair. Any bytes are accepted. Time is bounded: pairing and marking give way to plain Added and
/// Removed rows, or to whole-line marks, where a hunk or a line is too long. Pure; callable from any thread.
LineDiff diffLines(std::string_view left, std::string_view right, const DiffOptions& options = {});

/// A run of rows [begin, end) that is shown, or folded into "12 unchanged lines".
struct RowRun
{
    int begin = 0;
    int end = 0;
    bool folded = false;

    bool operator==(const RowRun&) const = default;
};

/// Cuts the rows into runs that cover them all: unchanged rows farther than `context` from a change are folded, but
/// never a single row, which costs as much as its fold line.
std::vector<RowRun> foldUnchanged(const std::vector<DiffRow>& rows, int context = 3);

/// A patch in unified form that `git apply` takes: applied to `left` it gives `right`, byte for byte. Empty when they
/// are equal. The names are shown as a/leftName and b/rightName.
std::string unifiedPatch(std::string_view left, std::string_view right, std::string_view leftName,
                         std::string_view rightName);

} // namespace espalier
