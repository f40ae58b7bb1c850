#include "scanformulas.h"

#include <algorithm>

namespace espalier::test {
namespace {

using Inputs = std::vector<const float*>;
using Values = std::vector<double>;
using Index = std::int64_t;

/// [batch_size, size], each element of a row from the whole row.
Values byRow(const Sizes& d, const Inputs& in,
             const std::function<double(const float* row, Index length, Index i)>& element)
{
    Values out;
    const Index length = d.at("size");
    for (Index row = 0; row < d.at("batch_size"); ++row) {
        for (Index i = 0; i < length; ++i) {
            out.push_back(element(in[0] + row * length, length, i));
        }
    }
    return out;
}

double sum(const float* from, const float* to)
{
    double all = 0;
    for (; from < to; ++from) {
        all += *from;
    }
    return all;
}

Values runningSum(const Sizes& d, const Inputs& in)
{
    Values out;
    const Index length = d.at("length");
    const Index channels = d.at("channels");
    for (Index b = 0; b < d.at("batch_size"); ++b) {
        for (Index i = 0; i < length; ++i) {
            for (Index c = 0; c < channels; ++c) {
                double all = 0;
                for (Index before = 0; before <= i; ++before) {
                    all += in[0][(b * length + before) * channels + c];
                }
                out.push_back(all);
            }
        }
    }
    return out;
}

Values runningProduct(const Sizes& d, const Inputs& in)
{
    return byRow(d, in, [](const float* row, Index, Index i) {
        double all = 1;
        for (Index before = 0; before <= i; ++before) {
            all *= row[before];
        }
        return all;
    });
}

Values runningSumFromTheEnd(const Sizes& d, const Inputs& in)
{
    return byRow(d, in, [](const float* row, Index length, Index i) { return sum(row + i, row + length); });
}

Values runningSumExclusive(const Sizes& d, const Inputs& in)
{
    return byRow(d, in, [](const float* row, Index, Index i) { return sum(row, row + i); });
}

/// [batch_size - 1, size + 1]
Values runningSumLonger(const Sizes& d, const Inputs& in)
{
    Values out;
    const Index length = d.at("size");
    for (Index row = 0; row < d.at("batch_size") - 1; ++row) {
        for (Index i = 0; i <= length; ++i) {
            out.push_back(sum(in[0] + row * length, in[0] + row * length + i));
        }
    }
    return out;
}

Values runningSumMasked(const Sizes& d, const Inputs& in)
{
    Values out;
    for (Index row = 0; row < d.at("batch_size"); ++row) {
        double all = 0;
        for (Index i = row * d.at("size"); i < (row + 1) * d.at("size"); ++i) {
            all += in[1][i] == 1 ? in[0][i] : 0;
            out.push_back(all);
        }
    }
    return out;
}

/// The first of several equal ones.
Values placeOfTheLargest(const Sizes& d, const Inputs& in)
{
    Values out;
    const Index length = d.at("dim1");
    const Index width = d.at("dim2");
    for (Index b = 0; b < d.at("batch_size"); ++b) {
        for (Index c = 0; c < width; ++c) {
            const auto at = [&](Index i) { return in[0][(b * length + i) * width + c]; };
            Index place = 0;
            for (Index i = length - 1; i >= 0; --i) {
                place = at(i) >= at(place) ? i : place;
            }
            out.push_back(static_cast<double>(place));
        }
    }
    return out;
}

Values placeOfTheSmallest(const Sizes& d, const Inputs& in)
{
    Values out;
    const Index width = d.at("dim2");
    for (Index row = 0; row < d.at("batch_size") * d.at("dim1"); ++row) {
        const float* first = in[0] + row * width;
        out.push_back(static_cast<double>(std::min_element(first, first + width) - first));
    }
    return out;
}

} // namespace

std::map<std::string, Formula> scanFormulas()
{
    return {{"l1_20_running_sum", runningSum},
            {"l1_21_running_product", runningProduct},
            {"l1_22_running_sum_from_the_end", runningSumFromTheEnd},
            {"l1_23_running_sum_exclusive", runningSumExclusive},
            {"l1_24_running_sum_longer", runningSumLonger},
            {"l1_25_running_sum_masked", runningSumMasked},
            {"l1_26_place_of_the_largest", placeOfTheLargest},
            {"l1_27_place_of_the_smallest", placeOfTheSmallest}};
}

} // namespace espalier::test
