#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace espalier {

/// The live layout of the tree: every visible leaf is one row, an inner item spans the rows of its children, x is
/// depth.
///
/// Nothing stores a y: an insert adds to its ancestors' spans (O(depth)) and a query descends only into spans that meet
/// it. An item is 24 bytes and knows its children by links, because a walk over all of 100,000 items waits for memory
/// and nothing else: with a vector of children each it took five times as long. Items are dense and append-only, as
/// nodes are. An item may also have extra rows after its children (a fold's stub, candidates in flight).
class LeafRows
{
public:
    using Item = std::uint32_t;
    class Children;

    void clear();
    /// Room for so many items; without it room grows by doubling.
    void reserve(std::size_t items) { m_items.reserve(items); }
    /// The new item's parent must exist; only the first item has none.
    Item append(std::optional<Item> parent);
    /// A hidden item and everything below it take no rows.
    void setHidden(Item item, bool hidden);
    /// At most 15.
    void setExtraRows(Item item, int rows);

    std::size_t size() const { return m_items.size(); }
    int rows() const { return m_items.empty() ? 0 : span(0); }
    /// Rows of the item when it is shown: at least 1.
    int span(Item item) const { return spanOf(m_items[item]); }
    bool isHidden(Item item) const { return m_items[item].hidden != 0; }
    /// Neither it nor an ancestor is hidden.
    bool isShown(Item item) const;
    /// How many are shown; counted anew after a change.
    int shown() const;
    /// Steps from the first item, a million at most.
    int depth(Item item) const { return static_cast<int>(m_items[item].depth); }
    std::optional<Item> parent(Item item) const;
    /// In the order of their creation; valid until the next append.
    Children children(Item item) const;
    int extraRows(Item item) const { return static_cast<int>(m_items[item].extra); }

    /// First row of the item's span. Only meaningful while it is shown.
    int top(Item item) const;
    /// The item's own row: the middle of its span, so halves occur.
    double centre(Item item, int itsTop) const { return itsTop + (span(item) - 1) / 2.0; }
    double centre(Item item) const { return centre(item, top(item)); }
    /// First of the extra rows.
    int extraTop(Item item, int itsTop) const { return itsTop + m_items[item].childRows; }

    /// Calls visit(item, top) for every shown item whose span meets rows [first, end), parents before children and
    /// siblings in their order.
    template <class Visit>
    void visit(int first, int end, Visit&& visit) const
    {
        if (m_items.empty() || first >= end) {
            return;
        }
        if (static_cast<std::size_t>(end - first) > m_items.size() / kMany) {
            visitInOrder(first, end, visit);
            return;
        }
        std::vector<Place> above; // the ancestors of what is looked at
        Place at{0, 0};
        for (;;) {
            const Entry& entry = m_items[at.item];
            Item next = entry.next;
            int below = at.top + shownSpan(entry);
            if (at.top < end && below > std::max(first, at.top)) {
                visit(at.item, at.top);
                if (entry.firstChild != kNone) {
                    above.push_back(at);
                    at = firstMeeting(at, first);
                    continue;
                }
            }
            while ((next == kNone || below >= end) && !above.empty()) {
                at = above.back();
                above.pop_back();
                next = m_items[at.item].next;
                below = at.top + span(at.item);
            }
            if (next == kNone || below >= end) {
                return;
            }
            at = {next, below};
        }
    }

private:
    static constexpr Item kNone = 0xffffffff;
    /// Where more than one row for so many items is asked for, one pass over all of them is faster than a descent.
    static constexpr std::size_t kMany = 16;

    struct Entry
    {
        Item parent = kNone;
        Item firstChild = kNone;
        Item lastChild = kNone;
        Item next = kNone; ///< sibling
        std::int32_t childRows = 0;
        std::uint32_t depth : 20 = 0;
        std::uint32_t children : 7 = 0; ///< how many; 127 also stands for more
        std::uint32_t extra : 4 = 0;
        std::uint32_t hidden : 1 = 0;
    };
    static_assert(sizeof(Entry) == 24);

    struct Place
    {
        Item item;
        int top;
    };

    /// Of an item with many children: them, and the rows before each as far as they have been summed up.
    struct Wide
    {
        std::vector<Item> children;
        std::vector<int> before;
    };

    static int spanOf(const Entry& entry) { return std::max(1, entry.childRows + static_cast<int>(entry.extra)); }
    static int shownSpan(const Entry& entry) { return entry.hidden != 0 ? 0 : spanOf(entry); }
    /// The same as visit() by one pass over all items in the order of their numbers, which is that of memory: a descent
    /// jumps, and waits for each jump (16 ms instead of 2 for 100,000 items where other programs want the cache too).
    template <class Visit>
    void visitInOrder(int first, int end, Visit& visit) const
    {
        std::vector<int> next(m_items.size(), -1); // the first row that is left for an item's children; -1: not shown
        for (Item item = 0; item < m_items.size(); ++item) {
            const Entry& entry = m_items[item];
            const int top = entry.parent == kNone ? 0 : next[entry.parent];
            if (top < 0 || entry.hidden != 0) {
                continue;
            }
            const int below = top + spanOf(entry);
            next[item] = top;
            if (entry.parent != kNone) {
                next[entry.parent] = below;
            }
            if (top < end && below > first) {
                visit(item, top);
            }
        }
    }
    bool isWide(Item item) const;
    /// Sums of the rows before each child and, last, before the end.
    const Wide& wide(Item item) const;
    /// Adds rows to `from`, whose child `changed` has grown, and to what is above it.
    void grow(Item from, Item changed, int rows);
    /// Rows of the siblings before it.
    int rowsBefore(Item parent, Item child) const;
    /// The first child that meets rows from `first` on, or one before it.
    Place firstMeeting(Place parent, int first) const;

    std::vector<Entry> m_items;
    mutable std::unordered_map<Item, Wide> m_wide;
    mutable int m_shown = -1; ///< -1: to be counted
};

/// The children of an item, to be walked once.
class LeafRows::Children
{
public:
    class Iterator
    {
    public:
        Iterator(const LeafRows& rows, Item item) : m_rows(&rows), m_item(item) {}
        Item operator*() const { return m_item; }
        Iterator& operator++()
        {
            m_item = m_rows->m_items[m_item].next;
            return *this;
        }
        bool operator==(const Iterator& other) const { return m_item == other.m_item; }

    private:
        const LeafRows* m_rows;
        Item m_item;
    };

    Children(const LeafRows& rows, Item first) : m_rows(&rows), m_first(first) {}
    Iterator begin() const { return {*m_rows, m_first}; }
    Iterator end() const { return {*m_rows, kNone}; }
    bool empty() const { return m_first == kNone; }

private:
    const LeafRows* m_rows;
    Item m_first;
};

inline LeafRows::Children LeafRows::children(Item item) const
{
    return {*this, m_items[item].firstChild};
}

} // namespace espalier
