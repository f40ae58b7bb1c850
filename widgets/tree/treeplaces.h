#pragma once

#include "widgets/tree/treelayout.h"

#include <vector>

namespace espalier {

/// The row of everything shown, stored: for layouts other than that of one row a leaf, which stores none. Made of a
/// TreeLayout as it was at one moment; a value.
class TreePlaces
{
public:
    /// The same rows as LeafRows has, to move from and to.
    static TreePlaces leafRows(const TreeLayout& layout);
    /// Compact: as few rows as a tidy drawing needs (tidylayout.h). A stub is wider than a node, so the column behind
    /// it is kept free too.
    static TreePlaces tidy(const TreeLayout& layout);
    /// `share` of the way, 0 to 1, from one to the other; both of the same moment.
    static TreePlaces between(const TreePlaces& from, const TreePlaces& to, double share);

    /// Items it knows of; later ones are drawn where their parent is until it is made anew.
    std::size_t size() const { return m_items.size(); }
    int shown() const { return m_shown; }
    double rows() const { return m_rows; }
    bool isShown(LeafRows::Item item) const { return item < m_items.size() && m_items[item].row >= 0; }
    double row(const LeafRows& tree, LeafRows::Item item) const;
    /// Of the first (0) or second (1) extra row.
    double extra(const LeafRows& tree, LeafRows::Item item, int index) const;
    /// Lowest and highest row of the item and everything shown below it.
    std::pair<double, double> span(const LeafRows& tree, LeafRows::Item item) const;

    /// As LeafRows::visit; the second argument says nothing here.
    template <class Visit>
    void visit(const LeafRows& tree, double first, double end, Visit&& visit) const
    {
        std::vector<LeafRows::Item> stack;
        if (isShown(0)) {
            stack.push_back(0);
        }
        while (!stack.empty()) {
            const LeafRows::Item item = stack.back();
            stack.pop_back();
            // Boxes reach half a row to both sides.
            if (m_items[item].high + 1 < first || m_items[item].low - 1 > end) {
                continue;
            }
            visit(item, 0);
            for (const LeafRows::Item child : tree.children(item)) {
                if (isShown(child)) {
                    stack.push_back(child);
                }
            }
        }
    }

private:
    struct Place
    {
        float row = -1; ///< negative: not shown
        float extra[2]{-1, -1};
        float low = 0;
        float high = 0;
    };

    explicit TreePlaces(std::size_t items) : m_items(items) {}
    void measure(const LeafRows& tree);

    std::vector<Place> m_items;
    double m_rows = 0;
    int m_shown = 0;
};

} // namespace espalier
