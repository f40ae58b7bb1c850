#include "core/diff/hunktext.h"

#include <algorithm>
#include <cstdlib>

namespace espalier {
namespace {

/// Rows [begin, end).
struct Rows
{
    int begin = 0;
    int end = 0;
};

class HunkWriter
{
public:
    explicit HunkWriter(const LineDiff& diff) : m_rows(diff.rows) {}

    std::string text(int row, int context) const
    {
        const int first = nearestChange(row);
        if (first < 0) {
            return {};
        }
        const Rows rows = around(first, context);
        std::string body;
        for (int at = rows.begin; at < rows.end;) {
            at = isSame(at) ? writeSame(at, body) : writeChange(at, rows.end, body);
        }
        return "@@ -" + range(rows, &DiffRow::leftLine) + " +" + range(rows, &DiffRow::rightLine) + " @@\n" + body;
    }

private:
    const DiffRow& rowAt(int at) const { return m_rows[static_cast<std::size_t>(at)]; }
    int count() const { return static_cast<int>(m_rows.size()); }
    bool isSame(int at) const { return rowAt(at).kind == DiffRow::Same; }

    int nearestChange(int row) const
    {
        int nearest = -1;
        for (int at = 0; at < count(); ++at) {
            if (!isSame(at) && (nearest < 0 || std::abs(at - row) < std::abs(nearest - row))) {
                nearest = at;
            }
        }
        return nearest;
    }

    Rows around(int change, int context) const
    {
        Rows rows{change, change + 1};
        for (int at = change - 1; at >= 0 && rows.begin - at <= 2 * context + 1; --at) {
            rows.begin = isSame(at) ? rows.begin : at;
        }
        for (int at = change + 1; at < count() && at - rows.end <= 2 * context; ++at) {
            rows.end = isSame(at) ? rows.end : at + 1;
        }
        return {std::max(0, rows.begin - context), std::min(count(), rows.end + context)};
    }

    int writeSame(int at, std::string& body) const
    {
        body += " " + rowAt(at).left + "\n";
        return at + 1;
    }

    int writeChange(int at, int limit, std::string& body) const
    {
        int end = at;
        std::string added;
        for (; end < limit && !isSame(end); ++end) {
            body += rowAt(end).leftLine ? "-" + rowAt(end).left + "\n" : "";
            added += rowAt(end).rightLine ? "+" + rowAt(end).right + "\n" : "";
        }
        body += added;
        return end;
    }

    /// "3,4"; a side without lines names the line before it.
    std::string range(const Rows& rows, std::optional<int> DiffRow::* line) const
    {
        int first = 0;
        int lines = 0;
        int before = 0;
        for (int at = 0; at < rows.end; ++at) {
            if (const std::optional<int>& number = rowAt(at).*line; number && at < rows.begin) {
                before = *number;
            } else if (number) {
                first = lines == 0 ? *number : first;
                ++lines;
            }
        }
        return std::to_string(lines == 0 ? before : first) + "," + std::to_string(lines);
    }

    const std::vector<DiffRow>& m_rows;
};

} // namespace

std::string hunkText(const LineDiff& diff, int row, int context)
{
    return HunkWriter(diff).text(row, std::max(context, 0));
}

} // namespace espalier
