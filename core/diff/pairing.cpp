#include "core/diff/pairing.h"

#include "core/diff/tokens.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace espalier {
namespace {

constexpr double kAlike = 0.4;         ///< below this two lines are strangers
constexpr std::size_t kCells = 10'000; ///< of one alignment table

/// What comparing with this line costs: its words, or as much as a long line's ends may take.
std::size_t price(std::string_view line, const LineShape& shape)
{
    return 1 + (shape.words() > 0 ? shape.words() : line.size());
}

std::vector<LineShape> shapesOf(const std::vector<std::string_view>& lines)
{
    return {lines.begin(), lines.end()};
}

std::size_t totalPrice(const std::vector<std::string_view>& lines, const std::vector<LineShape>& shapes)
{
    return std::transform_reduce(lines.begin(), lines.end(), shapes.begin(), std::size_t{0}, std::plus<>(), price);
}

bool pay(std::size_t& budget, std::size_t price)
{
    const bool enough = price <= budget;
    budget = enough ? budget - price : budget;
    return enough;
}

/// The alignment with the highest sum of likeness, by dynamic programming from the end.
LinePairs align(const std::vector<LineShape>& removed, const std::vector<LineShape>& added)
{
    const std::size_t columns = added.size() + 1;
    std::vector<double> alike(removed.size() * added.size());
    std::vector<double> best((removed.size() + 1) * columns, 0.0);
    for (std::size_t i = removed.size(); i-- > 0;) {
        for (std::size_t j = added.size(); j-- > 0;) {
            const double l = removed[i].likeness(added[j]);
            alike[i * added.size() + j] = l >= kAlike ? l : -1;
            best[i * columns + j] = std::max({best[(i + 1) * columns + j], best[i * columns + j + 1],
                                              alike[i * added.size() + j] + best[(i + 1) * columns + j + 1]});
        }
    }
    LinePairs pairs;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < removed.size() && j < added.size()) {
        const double here = best[i * columns + j];
        if (alike[i * added.size() + j] > 0 && here == alike[i * added.size() + j] + best[(i + 1) * columns + j + 1]) {
            pairs.emplace_back(static_cast<int>(i++), static_cast<int>(j++));
        } else if (here == best[(i + 1) * columns + j]) {
            ++i;
        } else {
            ++j;
        }
    }
    return pairs;
}

} // namespace

LinePairs pairLines(const std::vector<std::string_view>& removed, const std::vector<std::string_view>& added,
                    std::size_t& budget)
{
    if (removed.empty() || added.empty()) {
        return {};
    }
    const std::vector<LineShape> left = shapesOf(removed);
    const std::vector<LineShape> right = shapesOf(added);
    const std::size_t table = totalPrice(removed, left) * added.size() + totalPrice(added, right) * removed.size();
    if (removed.size() * added.size() <= kCells && pay(budget, table)) {
        return align(left, right);
    }
    LinePairs pairs;
    for (std::size_t i = 0; i < std::min(removed.size(), added.size()); ++i) {
        if (pay(budget, price(removed[i], left[i]) + price(added[i], right[i])) &&
            left[i].likeness(right[i]) >= kAlike) {
            pairs.emplace_back(static_cast<int>(i), static_cast<int>(i));
        }
    }
    return pairs;
}

} // namespace espalier
