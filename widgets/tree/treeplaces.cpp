#include "widgets/tree/treeplaces.h"

#include "widgets/tree/tidylayout.h"

#include <algorithm>

namespace espalier {

TreePlaces TreePlaces::leafRows(const TreeLayout& layout)
{
    const LeafRows& tree = layout.rows();
    TreePlaces places(tree.size());
    tree.visit(0, tree.rows(), [&](LeafRows::Item item, int top) {
        Place& place = places.m_items[item];
        place.row = static_cast<float>(tree.centre(item, top));
        for (int i = 0; i < std::min(2, tree.extraRows(item)); ++i) {
            place.extra[i] = static_cast<float>(tree.extraTop(item, top) + i);
        }
    });
    places.measure(tree);
    return places;
}

TreePlaces TreePlaces::tidy(const TreeLayout& layout)
{
    const LeafRows& tree = layout.rows();
    TreePlaces places(tree.size());
    std::vector<int> parents;
    std::vector<float*> targets; // where each item's place goes; null for what only keeps room
    std::vector<int> index(tree.size(), -1);
    const auto add = [&](int parent, float* target) {
        parents.push_back(parent);
        targets.push_back(target);
        return static_cast<int>(parents.size()) - 1;
    };
    for (LeafRows::Item item = 0; item < tree.size(); ++item) {
        const auto parent = tree.parent(item);
        if (!tree.isHidden(item) && (!parent || index[*parent] >= 0)) {
            index[item] = add(parent ? index[*parent] : -1, &places.m_items[item].row);
        }
    }
    for (LeafRows::Item item = 0; item < tree.size(); ++item) {
        for (int i = 0; index[item] >= 0 && i < std::min(2, tree.extraRows(item)); ++i) {
            const int extra = add(index[item], &places.m_items[item].extra[i]);
            add(extra, nullptr);
        }
    }
    const std::vector<double> rows = tidyPlaces(parents);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (targets[i] != nullptr) {
            *targets[i] = static_cast<float>(rows[i]);
        }
    }
    places.measure(tree);
    return places;
}

TreePlaces TreePlaces::between(const TreePlaces& from, const TreePlaces& to, double share)
{
    TreePlaces places = to;
    const auto mix = [share](float a, float b) {
        return a < 0 || b < 0 ? b : static_cast<float>(double(a) + (double(b) - double(a)) * share);
    };
    for (std::size_t i = 0; i < std::min(from.size(), to.size()); ++i) {
        const Place& a = from.m_items[i];
        Place& b = places.m_items[i];
        b.row = mix(a.row, b.row);
        b.extra[0] = mix(a.extra[0], b.extra[0]);
        b.extra[1] = mix(a.extra[1], b.extra[1]);
        b.low = mix(a.low, b.low);
        b.high = mix(a.high, b.high);
    }
    places.m_rows = from.m_rows + (to.m_rows - from.m_rows) * share;
    return places;
}

void TreePlaces::measure(const LeafRows& tree)
{
    m_shown = 0;
    m_rows = 0;
    for (Place& place : m_items) {
        place.low = place.high = place.row;
        m_shown += place.row >= 0 ? 1 : 0;
        for (const float extra : place.extra) {
            if (extra >= 0) {
                place.low = std::min(place.low, extra);
                place.high = std::max(place.high, extra);
            }
        }
        m_rows = std::max(m_rows, double(place.high) + 1);
    }
    for (std::size_t i = m_items.size(); i-- > 1;) {
        const Place& place = m_items[i];
        if (place.row >= 0) {
            Place& up = m_items[*tree.parent(static_cast<LeafRows::Item>(i))];
            up.low = std::min(up.low, place.low);
            up.high = std::max(up.high, place.high);
        }
    }
}

double TreePlaces::row(const LeafRows& tree, LeafRows::Item item) const
{
    while (!isShown(item) && tree.parent(item)) {
        item = *tree.parent(item);
    }
    return isShown(item) ? double(m_items[item].row) : 0;
}

double TreePlaces::extra(const LeafRows& tree, LeafRows::Item item, int index) const
{
    const bool known = isShown(item) && index < 2 && m_items[item].extra[index] >= 0;
    return known ? double(m_items[item].extra[index]) : row(tree, item) + 1;
}

std::pair<double, double> TreePlaces::span(const LeafRows& tree, LeafRows::Item item) const
{
    if (!isShown(item)) {
        return {row(tree, item), row(tree, item)};
    }
    return {double(m_items[item].low), double(m_items[item].high)};
}

} // namespace espalier
