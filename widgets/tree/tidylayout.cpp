#include "widgets/tree/tidylayout.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr int kNone = -1;

/// The names are the paper's.
struct Item
{
    double prelim = 0; ///< place relative to its siblings
    double mod = 0;    ///< what everything below is moved by
    double shift = 0;
    double change = 0;
    double middle = 0; ///< of its children
    int parent = kNone;
    int first = kNone; ///< children
    int last = kNone;
    int left = kNone; ///< siblings
    int right = kNone;
    int thread = kNone;
    int ancestor = kNone;
    int number = 0; ///< among its siblings
};

class Walk
{
public:
    explicit Walk(std::span<const int> parents) : m_items(parents.size())
    {
        for (int i = 0; i < static_cast<int>(parents.size()); ++i) {
            at(i).ancestor = i;
            const int parent = parents[static_cast<std::size_t>(i)];
            if (parent != kNone) {
                append(parent, i);
            }
        }
    }

    std::vector<double> run()
    {
        // Children have larger numbers than their parents, so that backwards everything below is done already.
        for (int i = static_cast<int>(m_items.size()); i-- > 0;) {
            placeChildren(i);
        }
        std::vector<double> places(m_items.size());
        std::vector<double> moved(m_items.size());
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            const Item& item = m_items[i];
            if (item.parent != kNone) {
                const auto parent = static_cast<std::size_t>(item.parent);
                moved[i] = moved[parent] + m_items[parent].mod;
                places[i] = item.prelim + moved[i];
            } else {
                places[i] = item.middle;
            }
        }
        const auto least = std::ranges::min_element(places);
        const double offset = least == places.end() ? 0 : *least;
        for (double& place : places) {
            place -= offset;
        }
        return places;
    }

private:
    Item& at(int item) { return m_items[static_cast<std::size_t>(item)]; }

    void append(int parent, int child)
    {
        Item& up = at(parent);
        Item& item = at(child);
        item.parent = parent;
        item.left = up.last;
        if (up.last != kNone) {
            at(up.last).right = child;
            item.number = at(up.last).number + 1;
        } else {
            up.first = child;
        }
        up.last = child;
    }

    int nextLeft(int item) { return at(item).first != kNone ? at(item).first : at(item).thread; }
    int nextRight(int item) { return at(item).last != kNone ? at(item).last : at(item).thread; }

    void placeChildren(int parent)
    {
        Item& up = at(parent);
        if (up.first == kNone) {
            return;
        }
        int defaultAncestor = up.first;
        for (int child = up.first; child != kNone; child = at(child).right) {
            Item& item = at(child);
            item.prelim = item.middle;
            if (item.left != kNone) {
                item.prelim = at(item.left).prelim + 1;
                item.mod = item.prelim - item.middle;
                defaultAncestor = apportion(child, defaultAncestor);
            }
        }
        executeShifts(parent);
        up.middle = (at(up.first).prelim + at(up.last).prelim) / 2;
    }

    /// Moves the subtree away from those to its left, along the two contours that face each other.
    int apportion(int item, int defaultAncestor)
    {
        int innerRight = item;
        int outerRight = item;
        int innerLeft = at(item).left;
        int outerLeft = at(at(item).parent).first;
        double sumInnerRight = at(innerRight).mod;
        double sumOuterRight = at(outerRight).mod;
        double sumInnerLeft = at(innerLeft).mod;
        double sumOuterLeft = at(outerLeft).mod;
        while (nextRight(innerLeft) != kNone && nextLeft(innerRight) != kNone) {
            innerLeft = nextRight(innerLeft);
            innerRight = nextLeft(innerRight);
            outerLeft = nextLeft(outerLeft);
            outerRight = nextRight(outerRight);
            at(outerRight).ancestor = item;
            const double apart = (at(innerLeft).prelim + sumInnerLeft) - (at(innerRight).prelim + sumInnerRight) + 1;
            if (apart > 0) {
                const int found = at(innerLeft).ancestor;
                const bool isSibling = at(found).parent == at(item).parent;
                moveSubtree(isSibling ? found : defaultAncestor, item, apart);
                sumInnerRight += apart;
                sumOuterRight += apart;
            }
            sumInnerLeft += at(innerLeft).mod;
            sumInnerRight += at(innerRight).mod;
            sumOuterLeft += at(outerLeft).mod;
            sumOuterRight += at(outerRight).mod;
        }
        if (nextRight(innerLeft) != kNone && nextRight(outerRight) == kNone) {
            at(outerRight).thread = nextRight(innerLeft);
            at(outerRight).mod += sumInnerLeft - sumOuterRight;
        }
        if (nextLeft(innerRight) != kNone && nextLeft(outerLeft) == kNone) {
            at(outerLeft).thread = nextLeft(innerRight);
            at(outerLeft).mod += sumInnerRight - sumOuterLeft;
            return item;
        }
        return defaultAncestor;
    }

    /// And spreads what lies between the two evenly, later and all at once.
    void moveSubtree(int from, int to, double apart)
    {
        const int between = at(to).number - at(from).number;
        at(to).change -= apart / between;
        at(to).shift += apart;
        at(from).change += apart / between;
        at(to).prelim += apart;
        at(to).mod += apart;
    }

    void executeShifts(int parent)
    {
        double shift = 0;
        double change = 0;
        for (int child = at(parent).last; child != kNone; child = at(child).left) {
            Item& item = at(child);
            item.prelim += shift;
            item.mod += shift;
            change += item.change;
            shift += item.shift + change;
        }
    }

    std::vector<Item> m_items;
};

} // namespace

std::vector<double> tidyPlaces(std::span<const int> parents)
{
    return Walk(parents).run();
}

} // namespace espalier
