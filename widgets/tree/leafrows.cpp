#include "widgets/tree/leafrows.h"

namespace espalier {
namespace {

/// Below this many children walking them is faster than keeping sums.
constexpr std::uint32_t kWide = 64;
constexpr std::uint32_t kMostCounted = 127;
constexpr std::uint32_t kDeepest = (1U << 20) - 1;

} // namespace

void LeafRows::clear()
{
    m_items = std::vector<Entry>();
    m_wide.clear();
    m_shown = -1;
}

LeafRows::Item LeafRows::append(std::optional<Item> parent)
{
    const auto item = static_cast<Item>(m_items.size());
    Entry entry;
    if (parent) {
        Entry& above = m_items[*parent];
        entry.parent = *parent;
        entry.depth = std::min(above.depth + 1U, kDeepest) & kDeepest;
        (above.lastChild == kNone ? above.firstChild : m_items[above.lastChild].next) = item;
        above.lastChild = item;
        above.children = std::min(above.children + 1U, kMostCounted) & kMostCounted;
        if (const auto kept = m_wide.find(*parent); kept != m_wide.end()) {
            kept->second.children.push_back(item);
        }
    }
    m_items.push_back(entry);
    m_shown = -1;
    if (parent) {
        grow(*parent, item, 1);
    }
    return item;
}

void LeafRows::setHidden(Item item, bool hidden)
{
    Entry& entry = m_items[item];
    if ((entry.hidden != 0) == hidden) {
        return;
    }
    entry.hidden = hidden ? 1 : 0;
    m_shown = -1;
    grow(entry.parent, item, hidden ? -span(item) : span(item));
}

void LeafRows::setExtraRows(Item item, int rows)
{
    const int before = span(item);
    m_items[item].extra = static_cast<std::uint32_t>(std::clamp(rows, 0, 15)) & 15U;
    if (m_items[item].hidden == 0) {
        grow(m_items[item].parent, item, span(item) - before);
    }
}

bool LeafRows::isShown(Item item) const
{
    for (Item at = item; at != kNone; at = m_items[at].parent) {
        if (m_items[at].hidden != 0) {
            return false;
        }
    }
    return true;
}

int LeafRows::shown() const
{
    if (m_shown < 0) {
        m_shown = 0;
        visit(0, rows(), [this](Item, int) { ++m_shown; });
    }
    return m_shown;
}

std::optional<LeafRows::Item> LeafRows::parent(Item item) const
{
    const Item parent = m_items[item].parent;
    return parent == kNone ? std::nullopt : std::optional(parent);
}

int LeafRows::top(Item item) const
{
    int row = 0;
    for (Item up = m_items[item].parent; up != kNone; item = up, up = m_items[item].parent) {
        row += rowsBefore(up, item);
    }
    return row;
}

void LeafRows::grow(Item from, Item changed, int rows)
{
    for (Item at = from; at != kNone && rows != 0; changed = at, at = m_items[at].parent) {
        if (const auto kept = isWide(at) ? m_wide.find(at) : m_wide.end(); kept != m_wide.end()) {
            // What is summed up before the child that changed still holds.
            const auto index = std::ranges::lower_bound(kept->second.children, changed) - kept->second.children.begin();
            std::vector<int>& before = kept->second.before;
            before.resize(std::min(before.size(), static_cast<std::size_t>(index) + 1));
        }
        Entry& entry = m_items[at];
        const int spanBefore = spanOf(entry);
        entry.childRows += rows;
        rows = entry.hidden != 0 ? 0 : spanOf(entry) - spanBefore;
    }
}

bool LeafRows::isWide(Item item) const
{
    return m_items[item].children > kWide;
}

const LeafRows::Wide& LeafRows::wide(Item item) const
{
    Wide& wide = m_wide[item];
    if (wide.children.empty()) {
        for (const Item child : children(item)) {
            wide.children.push_back(child);
        }
        wide.before.push_back(0);
    }
    while (wide.before.size() <= wide.children.size()) {
        wide.before.push_back(wide.before.back() + shownSpan(m_items[wide.children[wide.before.size() - 1]]));
    }
    return wide;
}

int LeafRows::rowsBefore(Item parent, Item child) const
{
    if (isWide(parent)) {
        // Children are in the order of their numbers.
        const Wide& all = wide(parent);
        return all
            .before[static_cast<std::size_t>(std::ranges::lower_bound(all.children, child) - all.children.begin())];
    }
    int rows = 0;
    for (Item at = m_items[parent].firstChild; at != child; at = m_items[at].next) {
        rows += shownSpan(m_items[at]);
    }
    return rows;
}

LeafRows::Place LeafRows::firstMeeting(Place parent, int first) const
{
    if (first <= parent.top || !isWide(parent.item)) {
        return {m_items[parent.item].firstChild, parent.top};
    }
    const Wide& all = wide(parent.item);
    // The last child that begins at or above `first`; hidden ones before it begin there too and take no rows.
    const auto past = std::upper_bound(all.before.begin(), all.before.end() - 1, first - parent.top);
    const auto index = static_cast<std::size_t>(past - all.before.begin()) - 1;
    return {all.children[index], parent.top + all.before[index]};
}

} // namespace espalier
