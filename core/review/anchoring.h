#pragma once

#include <string_view>
#include <vector>

namespace espalier {

/// What became of a line in a later text.
enum class LineFate {
    Same,    ///< there, but for white space, and nothing around it changed places
    Moved,   ///< the same words at another place, and only there
    Changed, ///< a line much like it stands where it was
    Deleted,
};

struct LinePlace
{
    LineFate fate = LineFate::Deleted;
    int line = 0; ///< from 1; of a deleted line where it would stand; 0 only where the later text has no line

    bool operator==(const LinePlace&) const = default;
};

/// Where the lines of one text are in another: by the line diff that the window shows, and for lines that it takes for
/// removed and added again, by their words. Pure; costs one diff.
class LineMap
{
public:
    LineMap(std::string_view from, std::string_view to);

    /// `line` counts from 1. One that the text does not have counts as deleted at its end.
    LinePlace place(int line) const;

private:
    std::vector<LinePlace> m_places; ///< by line of `from`
    int m_last = 0;                  ///< lines of `to`
};

} // namespace espalier
