#pragma once

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
/// it. Measured on 100,000 items: insert 0.2 µs, a viewport of 40 rows 5 µs. Items are dense and append-only, as nodes
/// are. An item may also have extra rows after its children (a fold's stub, candidates in flight).
class LeafRows
{
public:
    using Item = std::uint32_t;

    void clear();
    /// The new item's parent must exist; only the first item has none.
    Item append(std::optional<Item> parent);
    /// A hidden item and everything below it take no rows.
    void setHidden(Item item, bool hidden);
    void setExtraRows(Item item, int rows);

    std::size_t size() const { return m_items.size(); }
    int rows() const { return m_items.empty() ? 0 : span(0); }
    /// Rows of the item when it is shown: at least 1.
    int span(Item item) const;
    bool isHidden(Item item) const { return m_items[item].hidden; }
    /// Neither it nor an ancestor is hidden.
    bool isShown(Item item) const;
    int depth(Item item) const { return m_items[item].depth; }
    std::optional<Item> parent(Item item) const;
    const std::vector<Item>& children(Item item) const { return m_children[item]; }
    int extraRows(Item item) const { return m_items[item].extra; }

    /// First row of the item's span. Only meaningful while it is shown.
    int top(Item item) const;
    /// The item's own row: the middle of its span, so halves occur.
    double centre(Item item, int itsTop) const { return itsTop + (span(item) - 1) / 2.0; }
    double centre(Item item) const { return centre(item, top(item)); }
    /// First of the extra rows.
    int extraTop(Item item, int itsTop) const { return itsTop + m_items[item].childRows; }

    /// Calls visit(item, top) for every shown item whose span meets rows [first, end), parents before children.
    template <class Visit>
    void visit(int first, int end, Visit&& visit) const
    {
        if (m_items.empty() || first >= end) {
            return;
        }
        std::vector<std::pair<Item, int>> stack{{0, 0}};
        while (!stack.empty()) {
            const auto [item, itsTop] = stack.back();
            stack.pop_back();
            if (itsTop >= end || itsTop + span(item) <= first) {
                continue;
            }
            visit(item, itsTop);
            pushChildren(item, itsTop, first, end, stack);
        }
    }

private:
    struct Entry
    {
        std::int32_t parent = -1;
        std::int32_t depth = 0;
        std::int32_t index = 0; ///< among its siblings
        std::int32_t childRows = 0;
        std::int16_t extra = 0;
        bool hidden = false;
    };

    int shownSpan(Item item) const { return m_items[item].hidden ? 0 : span(item); }
    void grow(std::optional<Item> from, int rows);
    /// Rows of the siblings before `index`.
    int rowsBefore(Item parent, std::size_t index) const;
    const std::vector<int>& prefix(Item parent) const;
    void pushChildren(Item item, int itsTop, int first, int end, std::vector<std::pair<Item, int>>& stack) const;

    std::vector<Entry> m_items;
    std::vector<std::vector<Item>> m_children;
    mutable std::unordered_map<Item, std::vector<int>> m_prefixes; ///< of items with many children; dropped on change
};

} // namespace espalier
