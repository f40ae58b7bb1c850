#include "core/task/comparison.h"

#include "core/base/slices.h"
#include "core/task/elements.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <type_traits>
#include <vector>

namespace espalier {
namespace {

constexpr std::size_t kShared = std::size_t{1}
                                << 18; ///< elements: a look at them takes ten times what starting a thread does

std::size_t blocksOf(std::size_t count)
{
    return std::max<std::size_t>(1, (count + kShared - 1) / kShared);
}

/// work(block, begin, end) for blocks of the same sizes on every machine.
template <class F>
void forEachBlock(std::size_t count, F&& work)
{
    inSlices(blocksOf(count), processorsHere(), [&](std::size_t from, std::size_t to) {
        for (std::size_t block = from; block < to; ++block) {
            work(block, block * kShared, std::min(count, (block + 1) * kShared));
        }
    });
}

struct Bound
{
    double relative;
    double absolute;

    double at(double expected) const { return relative * std::abs(expected) + absolute; }
};

/// What rounding to the output's type alone may change. Nothing is forgiven wider types, whose tolerance is far above
/// it.
Bound roundingOf(DType dtype)
{
    if (!isHalf(dtype)) {
        return {0, 0};
    }
    const FloatRange range = rangeOf(dtype);
    return {range.roundoff, range.underflow};
}

Bound boundOf(DType dtype, const ExpectedOutput& expected, const Tolerance& tolerance)
{
    const Bound rounding = roundingOf(dtype);
    return {tolerance.rtol + rounding.relative, tolerance.scale * expected.rms + rounding.absolute};
}

/// Whether all elements are finite and within their bounds. The common case and the hot loop: no branch, so that it is
/// vectorised (this file is built at -O3); NaN compares false and thereby counts as wrong. An infinity anywhere also
/// lands in the slow path.
template <class T>
[[gnu::always_inline]] inline bool withinBlocks(const T* got, const double* expected, std::size_t count, Bound bound)
{
    constexpr double kLargest = std::numeric_limits<double>::max();
    constexpr std::size_t kBlock = 8192; // early way out for a kernel that is wrong from the start
    for (std::size_t begin = 0; begin < count; begin += kBlock) {
        const std::size_t end = begin + kBlock < count ? begin + kBlock : count;
        std::int64_t wrong = 0;
        for (std::size_t i = begin; i < end; ++i) {
            const double limit = bound.relative * std::abs(expected[i]) + bound.absolute;
            const double off = std::abs(static_cast<double>(got[i]) - expected[i]);
            wrong += static_cast<std::int64_t>(!(off <= limit)) | static_cast<std::int64_t>(!(limit <= kLargest));
        }
        if (wrong != 0) {
            return false;
        }
    }
    return true;
}

#ifdef __x86_64__
template <class T>
[[gnu::target("avx2")]] bool withinAvx2(const T* got, const double* expected, std::size_t count, Bound bound)
{
    return withinBlocks(got, expected, count, bound);
}
#endif

/// With the wider vectors where there are any: every timed call is compared, which is most of what a pair costs.
template <class T>
bool allWithin(const T* got, const double* expected, std::size_t count, Bound bound)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) {
        return withinAvx2(got, expected, count, bound);
    }
#endif
    return withinBlocks(got, expected, count, bound);
}

/// How far beyond its bound an element is: 0 or less is right, infinity where one is finite and the other is not.
double excess(double got, double expected, Bound bound)
{
    if (std::isfinite(got) && std::isfinite(expected)) {
        const double off = std::abs(got - expected);
        const double limit = bound.at(expected);
        return off <= limit ? 0 : (limit > 0 ? off / limit : off / std::numeric_limits<double>::min());
    }
    const bool same = (std::isnan(got) && std::isnan(expected)) || got == expected;
    return same ? 0 : std::numeric_limits<double>::infinity();
}

/// `rounding` is no error of the kernel's, so it uses nothing of the tolerance.
template <class T>
double largestShareOf(const T* got, const double* expected, std::size_t count, Bound allowed, Bound rounding)
{
    double most = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto value = static_cast<double>(got[i]);
        const double wanted = expected[i];
        const double off = std::abs(value - wanted) - rounding.at(wanted);
        if (off <= allowed.at(wanted)) {
            most = std::max(most, off > 0 ? off / allowed.at(wanted) : 0);
        } else {
            const Bound whole{allowed.relative + rounding.relative, allowed.absolute + rounding.absolute};
            most = std::max(most, excess(value, wanted, whole));
        }
    }
    return most;
}

template <class T>
double largestShare(const T* got, const ExpectedOutput& expected, Bound allowed, Bound rounding)
{
    const LargeVector<double>& floats = expected.floats;
    std::vector<double> shares(blocksOf(floats.size()));
    forEachBlock(floats.size(), [&](std::size_t block, std::size_t begin, std::size_t end) {
        shares[block] = largestShareOf(got + begin, floats.data() + begin, end - begin, allowed, rounding);
    });
    return *std::max_element(shares.begin(), shares.end());
}

std::string place(const Tensor& output, const Dims& dims, std::int64_t index)
{
    std::string text;
    for (std::size_t axis = output.shape.size(); axis-- > 0;) {
        const std::int64_t extent = std::llround(output.shape[axis].value(dims));
        text.insert(0, std::string(1, '[').append(std::to_string(index % extent)).append(1, ']'));
        index /= extent;
    }
    return output.name + text;
}

std::string shown(double value)
{
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%.9g", value);
    return buffer;
}

std::string sentence(const Tensor& output, const Dims& dims, const Mismatch& mismatch, const std::string& values)
{
    const std::int64_t all = output.elements(dims);
    return output.name + ": " + std::to_string(mismatch.count) + " of " + std::to_string(all) +
           (all == 1 ? " element is" : " elements are") + " wrong, " +
           (mismatch.count == 1 ? "namely " : "the worst is ") + place(output, dims, mismatch.worst) + ": " + values +
           (mismatch.first == mismatch.worst ? "" : ", the first " + place(output, dims, mismatch.first));
}

template <class T>
std::optional<Mismatch> compareFloats(const Tensor& output, const Dims& dims, const T* got,
                                      const ExpectedOutput& expected, const Tolerance& tolerance)
{
    const Bound bound = boundOf(output.dtype, expected, tolerance);
    const std::size_t count = expected.floats.size();
    if (allWithin(got, expected.floats.data(), count, bound)) {
        return std::nullopt;
    }
    Mismatch mismatch;
    double most = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double beyond = excess(static_cast<double>(got[i]), expected.floats[i], bound);
        if (beyond > 0) {
            mismatch.first = mismatch.count++ == 0 ? static_cast<std::int64_t>(i) : mismatch.first;
            if (beyond > most) {
                most = beyond;
                mismatch.worst = static_cast<std::int64_t>(i);
            }
        }
    }
    if (mismatch.count == 0) {
        return std::nullopt; // the same NaN or infinities on both sides
    }
    const auto worst = static_cast<std::size_t>(mismatch.worst);
    mismatch.sentence = sentence(
        output, dims, mismatch,
        "got " + shown(static_cast<double>(got[worst])) + ", expected " + shown(expected.floats[worst]) +
            (std::isfinite(expected.floats[worst]) ? " within " + shown(bound.at(expected.floats[worst])) : ""));
    return mismatch;
}

template <class T>
std::optional<Mismatch> compareIntegers(const Tensor& output, const Dims& dims, const T* got,
                                        const ExpectedOutput& expected)
{
    const std::size_t count = expected.integers.size();
    std::int64_t wrong = 0;
    for (std::size_t i = 0; i < count; ++i) {
        wrong += static_cast<std::int64_t>(static_cast<std::int64_t>(got[i]) != expected.integers[i]);
    }
    if (wrong == 0) {
        return std::nullopt;
    }
    Mismatch mismatch;
    mismatch.count = wrong;
    std::size_t first = 0;
    while (static_cast<std::int64_t>(got[first]) == expected.integers[first]) {
        ++first;
    }
    mismatch.first = static_cast<std::int64_t>(first);
    mismatch.worst = mismatch.first; // one wrong integer is as wrong as another
    mismatch.sentence =
        sentence(output, dims, mismatch,
                 "got " + std::to_string(got[first]) + ", expected " + std::to_string(expected.integers[first]));
    return mismatch;
}

} // namespace

void ExpectedOutput::measure()
{
    std::vector<double> sums(blocksOf(floats.size()));
    std::vector<std::size_t> counts(sums.size());
    forEachBlock(floats.size(), [&](std::size_t block, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (std::isfinite(floats[i])) {
                sums[block] += floats[i] * floats[i];
                ++counts[block];
            }
        }
    });
    const double squares = std::accumulate(sums.begin(), sums.end(), 0.0);
    const std::size_t finite = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
    rms = finite > 0 ? std::sqrt(squares / static_cast<double>(finite)) : 0;
}

std::optional<Mismatch> compareOutput(const Tensor& output, const Dims& dims, const void* got,
                                      const ExpectedOutput& expected, const Tolerance& tolerance)
{
    return withElements(output.dtype, got, [&]<class T>(const T* values) {
        if constexpr (std::is_integral_v<T>) {
            return compareIntegers(output, dims, values, expected);
        } else {
            return compareFloats(output, dims, values, expected, tolerance);
        }
    });
}

bool isWithin(const Tensor& output, const void* got, const ExpectedOutput& expected, const Tolerance& tolerance,
              std::size_t begin, std::size_t end)
{
    return withElements(output.dtype, got, [&]<class T>(const T* values) {
        if constexpr (std::is_integral_v<T>) {
            return std::equal(values + begin, values + end,
                              expected.integers.begin() + static_cast<std::ptrdiff_t>(begin));
        } else {
            return allWithin(values + begin, expected.floats.data() + begin, end - begin,
                             boundOf(output.dtype, expected, tolerance));
        }
    });
}

double usedShare(const Tensor& output, const void* got, const ExpectedOutput& expected, const Tolerance& tolerance)
{
    return withElements(output.dtype, got, [&]<class T>(const T* values) {
        if constexpr (std::is_integral_v<T>) {
            const bool same = std::equal(expected.integers.begin(), expected.integers.end(), values);
            return same ? 0.0 : std::numeric_limits<double>::infinity();
        } else {
            return largestShare(values, expected, {tolerance.rtol, tolerance.scale * expected.rms},
                                roundingOf(output.dtype));
        }
    });
}

} // namespace espalier
