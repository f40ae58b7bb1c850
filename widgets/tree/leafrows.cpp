#include "widgets/tree/leafrows.h"

#include <algorithm>

namespace espalier {
namespace {

/// Below this many children walking them is faster than keeping sums.
constexpr std::size_t kWide = 64;

} // namespace

void LeafRows::clear()
{
    m_items.clear();
    m_children.clear();
    m_prefixes.clear();
}

LeafRows::Item LeafRows::append(std::optional<Item> parent)
{
    const auto item = static_cast<Item>(m_items.size());
    Entry entry;
    if (parent) {
        entry.parent = static_cast<std::int32_t>(*parent);
        entry.depth = m_items[*parent].depth + 1;
        entry.index = static_cast<std::int32_t>(m_children[*parent].size());
        m_children[*parent].push_back(item);
    }
    m_items.push_back(entry);
    m_children.emplace_back();
    grow(parent, 1);
    return item;
}

void LeafRows::setHidden(Item item, bool hidden)
{
    if (m_items[item].hidden == hidden) {
        return;
    }
    m_items[item].hidden = hidden;
    grow(parent(item), hidden ? -span(item) : span(item));
}

void LeafRows::setExtraRows(Item item, int rows)
{
    const int before = span(item);
    m_items[item].extra = static_cast<std::int16_t>(std::clamp(rows, 0, 1000));
    if (!m_items[item].hidden) {
        grow(parent(item), span(item) - before);
    }
}

int LeafRows::span(Item item) const
{
    const Entry& entry = m_items[item];
    return std::max(1, entry.childRows + entry.extra);
}

bool LeafRows::isShown(Item item) const
{
    for (std::optional<Item> at = item; at; at = parent(*at)) {
        if (m_items[*at].hidden) {
            return false;
        }
    }
    return true;
}

std::optional<LeafRows::Item> LeafRows::parent(Item item) const
{
    const std::int32_t parent = m_items[item].parent;
    return parent < 0 ? std::nullopt : std::optional(static_cast<Item>(parent));
}

int LeafRows::top(Item item) const
{
    int row = 0;
    for (std::optional<Item> up = parent(item); up; item = *up, up = parent(item)) {
        row += rowsBefore(*up, static_cast<std::size_t>(m_items[item].index));
    }
    return row;
}

void LeafRows::grow(std::optional<Item> from, int rows)
{
    for (std::optional<Item> at = from; at && rows != 0; at = parent(*at)) {
        const int before = span(*at);
        m_items[*at].childRows += rows;
        if (m_children[*at].size() > kWide) {
            m_prefixes.erase(*at);
        }
        rows = m_items[*at].hidden ? 0 : span(*at) - before;
    }
}

int LeafRows::rowsBefore(Item parent, std::size_t index) const
{
    const std::vector<Item>& siblings = m_children[parent];
    if (siblings.size() > kWide) {
        return prefix(parent)[index];
    }
    int rows = 0;
    for (std::size_t i = 0; i < index; ++i) {
        rows += shownSpan(siblings[i]);
    }
    return rows;
}

const std::vector<int>& LeafRows::prefix(Item parent) const
{
    std::vector<int>& sums = m_prefixes[parent];
    if (sums.empty()) {
        int rows = 0;
        for (const Item child : m_children[parent]) {
            sums.push_back(rows);
            rows += shownSpan(child);
        }
        sums.push_back(rows);
    }
    return sums;
}

void LeafRows::pushChildren(Item item, int itsTop, int first, int end, std::vector<std::pair<Item, int>>& stack) const
{
    const std::vector<Item>& all = m_children[item];
    std::size_t index = 0;
    int row = itsTop;
    if (all.size() > kWide) {
        const std::vector<int>& sums = prefix(item);
        const auto past = std::ranges::upper_bound(sums, first - itsTop);
        index = past == sums.begin() ? 0 : static_cast<std::size_t>(past - sums.begin()) - 1;
        row = index < all.size() ? itsTop + sums[index] : end;
    }
    const std::size_t bottom = stack.size();
    for (; index < all.size() && row < end; ++index) {
        const int rows = shownSpan(all[index]);
        if (rows > 0 && row + rows > first) {
            stack.emplace_back(all[index], row);
        }
        row += rows;
    }
    std::reverse(stack.begin() + static_cast<std::ptrdiff_t>(bottom), stack.end());
}

} // namespace espalier
