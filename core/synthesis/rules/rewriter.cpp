#include "core/synthesis/rules/rewriter.h"

#include <algorithm>

namespace espalier::rules {

void Rewriter::replace(unsigned begin, unsigned end, std::string text)
{
    Edit& edit = m_edits[begin];
    if (edit.end <= end) {
        edit = {end, std::move(text)};
    }
}

void Rewriter::insert(unsigned offset, const std::string& text)
{
    m_inserts[offset] += text;
}

std::string Rewriter::part(unsigned begin, unsigned end) const
{
    std::string text;
    unsigned at = begin;
    while (at < end) {
        if (const auto insert = m_inserts.find(at); insert != m_inserts.end()) {
            text += insert->second;
        }
        const auto edit = m_edits.find(at);
        if (edit != m_edits.end() && edit->second.end <= end && edit->second.end > at) {
            text += edit->second.text;
            at = edit->second.end;
            continue;
        }
        const auto nextEdit = m_edits.upper_bound(at);
        const auto nextInsert = m_inserts.upper_bound(at);
        unsigned stop = end;
        stop = nextEdit != m_edits.end() ? std::min(stop, nextEdit->first) : stop;
        stop = nextInsert != m_inserts.end() ? std::min(stop, nextInsert->first) : stop;
        text += m_kernel.source.substr(at, stop - at);
        at = stop;
    }
    return text;
}

} // namespace espalier::rules
