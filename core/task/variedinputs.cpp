#include "core/task/variedinputs.h"

#include "core/base/slices.h"
#include "core/task/halffloat.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <utility>

namespace espalier {
namespace {

constexpr double kShareFinite = 0.999;
constexpr std::size_t kStretch = std::size_t{1} << 16;      ///< elements, about, that are changed together
constexpr std::size_t kWorthSlicing = std::size_t{1} << 18; ///< elements
constexpr std::uint64_t kRare = 500;                        ///< one element in so many is NaN or infinite

/// How far a variation goes.
struct Strength
{
    double factor;
    double rowExponent;
    double offset;
};

/// float16 has numbers for less: with the others' strength hardly an operator's answer has room in it.
Strength strengthFor(DType dtype)
{
    return dtype == DType::Float16 ? Strength{16, 3, 4} : Strength{1000, 6, 10};
}

/// Some rows of a tensor, those of a 16-bit type as floats, and the length of its last-axis rows.
template <class T>
struct Values
{
    T* data;
    std::size_t count;
    std::size_t row;
    DType dtype; ///< as the task has it
};

template <class T, class F>
void forEach(const Values<T>& values, F&& change)
{
    for (std::size_t i = 0; i < values.count; ++i) {
        values.data[i] = static_cast<T>(change(values.data[i]));
    }
}

template <class T>
void moveRows(const Values<T>& values, Rng& rng)
{
    double squares = 0;
    forEach(values, [&](T v) {
        squares += static_cast<double>(v) * static_cast<double>(v);
        return v;
    });
    const double rms = std::sqrt(squares / static_cast<double>(values.count));
    const Strength strength = strengthFor(values.dtype);
    for (std::size_t begin = 0; begin < values.count; begin += values.row) {
        const double factor = std::exp2((2 * rng.uniform() - 1) * strength.rowExponent);
        const double offset = (2 * rng.uniform() - 1) * strength.offset * rms;
        for (std::size_t i = begin; i < begin + values.row; ++i) {
            values.data[i] = static_cast<T>((values.data[i] + offset) * factor);
        }
    }
}

template <class T>
void addSpikes(const Values<T>& values, Rng& rng)
{
    for (std::size_t begin = 0; begin < values.count; begin += values.row) {
        if (rng.below(2) == 0) {
            T& chosen = values.data[begin + rng.below(values.row)];
            chosen = static_cast<T>(chosen * static_cast<T>(strengthFor(values.dtype).factor));
        }
    }
}

template <class T, class F>
void sprinkle(const Values<T>& values, Rng& rng, F&& element)
{
    for (std::uint64_t i = 0; i < values.count / kRare + 1; ++i) {
        values.data[rng.below(values.count)] = element();
    }
}

template <class T>
void change(const Values<T>& values, Variation variation, Rng& rng)
{
    using Limits = std::numeric_limits<T>;
    const T factor = static_cast<T>(strengthFor(values.dtype).factor);
    const T largest = static_cast<T>(rangeOf(values.dtype).largest);
    const T smallest = static_cast<T>(rangeOf(values.dtype).smallestNormal);
    const auto sign = [&] { return rng.below(2) == 0 ? T{1} : T{-1}; };
    switch (variation) {
    case Variation::None:
        break;
    case Variation::Large:
        forEach(values, [&](T v) { return v * factor; });
        break;
    case Variation::Small:
        forEach(values, [&](T v) { return v / factor; });
        break;
    case Variation::Offsets:
        moveRows(values, rng);
        break;
    case Variation::Spikes:
        addSpikes(values, rng);
        break;
    case Variation::Huge:
        forEach(values, [&](T) { return sign() * largest / 4 * static_cast<T>(1 - rng.uniform() / 2); });
        break;
    case Variation::Zeros:
        forEach(values, [](T) { return T{0}; });
        break;
    case Variation::Denormals:
        forEach(values,
                [&](T v) { return rng.below(4) == 0 ? sign() * smallest * static_cast<T>(rng.uniform() * 0.99) : v; });
        break;
    case Variation::Integers:
        forEach(values, [&](T) { return static_cast<T>(rng.below(9)) - T{4}; });
        break;
    case Variation::Nan:
        sprinkle(values, rng, [] { return Limits::quiet_NaN(); });
        break;
    case Variation::Infinity:
        sprinkle(values, rng, [&] { return sign() * Limits::infinity(); });
        break;
    }
}

/// Shows 16-bit elements as floats and takes back what became of them.
template <class T, class F>
    requires(sizeof(T) == 2)
void visitRows(const Values<T>& values, std::size_t stretch, F&& visit)
{
    std::vector<float> floats(values.data, values.data + values.count);
    visit(Values<float>{floats.data(), values.count, values.row, values.dtype}, stretch);
    std::transform(floats.begin(), floats.end(), values.data, [](float value) { return T(value); });
}

template <class T, class F>
void visitRows(const Values<T>& values, std::size_t stretch, F&& visit)
{
    visit(values, stretch);
}

/// visit(values, i) for the stretches of a tensor, several at once; they are the same on every machine.
template <class T, class F>
void visitStretches(void* data, const Tensor& input, const Dims& dims, F&& visit)
{
    const auto count = static_cast<std::size_t>(input.elements(dims));
    const auto row = static_cast<std::size_t>(std::llround(input.shape.back().value(dims)));
    const std::size_t length = std::max<std::size_t>(1, kStretch / row) * row;
    inSlices((count + length - 1) / length, processorsHere(), [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) {
            visitRows(
                Values<T>{static_cast<T*>(data) + i * length, std::min(length, count - i * length), row, input.dtype},
                i, visit);
        }
    });
}

/// visit(values, number of the input, number of the stretch in it), from several threads at once.
template <class F>
void forEachVaried(const Task& task, const Dims& dims, const std::vector<void*>& inputs, F&& visit)
{
    for (std::size_t i = 0; i < task.inputs.size(); ++i) {
        const Tensor& input = task.inputs[i];
        if (!canVary(input)) {
            continue;
        }
        const auto numbered = [&](const auto& values, std::size_t stretch) { visit(values, i, stretch); };
        if (input.dtype == DType::Float16) {
            visitStretches<Float16>(inputs[i], input, dims, numbered);
        } else if (input.dtype == DType::BFloat16) {
            visitStretches<BFloat16>(inputs[i], input, dims, numbered);
        } else if (input.dtype == DType::Float32) {
            visitStretches<float>(inputs[i], input, dims, numbered);
        } else {
            visitStretches<double>(inputs[i], input, dims, numbered);
        }
    }
}

/// Enough of it is finite, and what is finite has room in the output's dtype.
bool holdsUp(const Task& task, const std::vector<ExpectedOutput>& expected, Variation variation)
{
    for (std::size_t o = 0; o < expected.size(); ++o) {
        const LargeVector<double>& floats = expected[o].floats;
        const double largest = rangeOf(task.outputs[o].dtype).largest / 4;
        std::atomic<std::size_t> finite{0};
        std::atomic<bool> fits{true};
        inSlices(floats.size(), piecesOf(floats.size(), kWorthSlicing), [&](std::size_t from, std::size_t to) {
            std::size_t found = 0;
            bool all = true;
            for (std::size_t i = from; i < to; ++i) {
                found += std::isfinite(floats[i]) ? 1 : 0;
                all = all && !(std::isfinite(floats[i]) && std::abs(floats[i]) > largest);
            }
            finite += found;
            if (!all) {
                fits = false;
            }
        });
        const double share = kShareFinite * static_cast<double>(expected[o].floats.size());
        if (!fits || (!isNonFinite(variation) && static_cast<double>(finite) < share)) {
            return false;
        }
    }
    return true;
}

/// What the reference says of the set after `change` to the elements of each varied tensor.
template <class F>
std::vector<ExpectedOutput> expectedAfter(const Task& task, const Case& oneCase, const ReferenceLibrary& reference,
                                          const InputSet& inputs, F&& change)
{
    const InputSet changed(inputs);
    forEachVaried(task, oneCase.dims, changed.buffers(), [&](const auto& values, auto, auto) { change(values); });
    return reference.expected(oneCase.dims, changed.constBuffers());
}

/// Half the tolerance lies between the two, everywhere.
bool alike(const Task& task, const std::vector<ExpectedOutput>& one, const std::vector<ExpectedOutput>& other)
{
    for (std::size_t o = 0; o < one.size(); ++o) {
        const std::size_t count = one[o].floats.size();
        std::atomic<bool> near{true};
        inSlices(count, piecesOf(count, kWorthSlicing), [&](std::size_t from, std::size_t to) {
            for (std::size_t i = from; i < to && near; ++i) {
                const double value = one[o].floats[i];
                const double limit = task.tolerance.rtol * std::abs(value) + task.tolerance.scale * one[o].rms;
                if (!(std::abs(value - other[o].floats[i]) <= limit / 2)) {
                    near = false;
                }
            }
        });
        if (!near || one[o].integers != other[o].integers) {
            return false;
        }
    }
    return true;
}

} // namespace

bool canVary(const Tensor& input)
{
    return isFloat(input.dtype) && input.distribution.kind != "sorted";
}

void vary(const Task& task, Variation variation, const Dims& dims, const std::vector<void*>& inputs, Rng& rng)
{
    const std::uint64_t seed = rng.next();
    forEachVaried(task, dims, inputs, [&](const auto& values, std::size_t input, std::size_t stretch) {
        Rng own = Rng::forStep(seed + input, stretch);
        change(values, variation, own);
    });
}

std::optional<CheckedInputs> drawChecked(const Task& task, const Case& oneCase, const ReferenceLibrary& reference,
                                         Variation variation, Rng& rng)
{
    CheckedInputs set{InputSet(task, oneCase.dims, rng), {}, variation};
    vary(task, variation, oneCase.dims, set.inputs.buffers(), rng);
    set.expected = reference.expected(oneCase.dims, set.inputs.constBuffers());
    if (variation == Variation::None) {
        return set;
    }
    if (!holdsUp(task, set.expected, variation)) {
        return std::nullopt;
    }
    if (variation == Variation::Huge) {
        const auto magnitudes = expectedAfter(task, oneCase, reference, set.inputs, [](const auto& values) {
            forEach(values, [](auto v) { return std::abs(v); });
        });
        if (!holdsUp(task, magnitudes, variation)) {
            return std::nullopt;
        }
    }
    if (variation == Variation::Denormals) {
        const auto flushed = expectedAfter(task, oneCase, reference, set.inputs, [](const auto& values) {
            const double smallest = rangeOf(values.dtype).smallestNormal;
            forEach(values, [&](auto v) { return std::abs(static_cast<double>(v)) < smallest ? 0 : v; });
        });
        if (!alike(task, set.expected, flushed)) {
            return std::nullopt;
        }
    }
    return set;
}

} // namespace espalier
