#include "poolformulas.h"

#include <algorithm>

namespace espalier::test {
namespace {

using Inputs = std::vector<const float*>;
using Values = std::vector<double>;
using Index = std::int64_t;

/// From and to before which a window stands, cut at the ends.
using Stretch = std::pair<Index, Index>;

/// Windows begin every `stride` from `padding` before the start as long as there is something of the row left to begin
/// in, which is for the last one only so where the one before did not reach the end of the row and its padding.
std::vector<Stretch> stretches(Index length, Index places, Index stride, Index padding)
{
    std::vector<Stretch> all;
    Index reached = -padding;
    for (Index from = -padding; from < length && reached < length + padding; from += stride) {
        reached = from + places;
        all.emplace_back(std::max<Index>(from, 0), std::min(reached, length));
    }
    return all;
}

Values averagePoolingBeyond(const Sizes& d, const Inputs& in)
{
    Values out;
    const Index width = d.at("width");
    for (Index image = 0; image < d.at("batch_size") * d.at("channels"); ++image) {
        for (const auto& [top, bottom] : stretches(d.at("height"), 3, 2, 0)) {
            for (const auto& [left, right] : stretches(width, 3, 2, 0)) {
                double sum = 0;
                for (Index row = top; row < bottom; ++row) {
                    for (Index column = left; column < right; ++column) {
                        sum += in[0][(image * d.at("height") + row) * width + column];
                    }
                }
                out.push_back(sum / static_cast<double>((bottom - top) * (right - left)));
            }
        }
    }
    return out;
}

Values averagePoolingInside(const Sizes& d, const Inputs& in)
{
    Values out;
    const Index length = d.at("length");
    for (Index row = 0; row < d.at("batch_size") * d.at("channels"); ++row) {
        for (const auto& [from, to] : stretches(length, 5, 4, 2)) {
            double sum = 0;
            for (Index i = from; i < to; ++i) {
                sum += in[0][row * length + i];
            }
            out.push_back(sum / static_cast<double>(to - from));
        }
    }
    return out;
}

} // namespace

std::map<std::string, Formula> poolFormulas()
{
    return {{"l1_48_average_pooling_beyond", averagePoolingBeyond},
            {"l1_49_average_pooling_inside", averagePoolingInside}};
}

} // namespace espalier::test
