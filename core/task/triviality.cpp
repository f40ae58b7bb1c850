#include "core/task/triviality.h"

#include "core/task/elements.h"
#include "core/task/generator.h"
#include "core/task/wording.h"

#include <cmath>
#include <cstring>
#include <functional>
#include <limits>

namespace espalier {
namespace {

constexpr std::int64_t kFewestElements = 64;
constexpr std::size_t kSampleStep = 100;
constexpr std::int64_t kShortestRow = 4; ///< below this the mean of a row is nearly the row

/// Element `i` as the trivial kernel would write it.
using Element = std::function<double(std::size_t)>;

std::vector<std::byte> filled(const Tensor& tensor, std::size_t count, const Element& element)
{
    std::vector<std::byte> buffer(count * sizeOf(tensor.dtype));
    for (std::size_t i = 0; i < count; ++i) {
        const double value = element(i);
        const auto write = [&](auto typed) { std::memcpy(buffer.data() + i * sizeof typed, &typed, sizeof typed); };
        switch (tensor.dtype) {
        case DType::Float32:
            write(static_cast<float>(value));
            break;
        case DType::Float64:
            write(value);
            break;
        case DType::Int32:
            write(static_cast<std::int32_t>(value));
            break;
        case DType::Int64:
            write(static_cast<std::int64_t>(value));
            break;
        case DType::Float16:
            write(Float16(static_cast<float>(value)));
            break;
        case DType::BFloat16:
            write(BFloat16(static_cast<float>(value)));
            break;
        }
    }
    return buffer;
}

double elementOf(const ExpectedOutput& output, std::size_t i)
{
    return output.floats.empty() ? static_cast<double>(output.integers[i]) : output.floats[i];
}

double elementOf(const Tensor& tensor, const void* data, std::size_t i)
{
    return withElements(tensor.dtype, data, [i](const auto* values) { return static_cast<double>(values[i]); });
}

/// Means of consecutive groups of `length`; integers are rounded, as a kernel for them would.
std::vector<double> means(const Tensor& tensor, const ExpectedOutput& output, std::size_t count, std::size_t length)
{
    std::vector<double> result(count / length, 0);
    for (std::size_t i = 0; i < result.size() * length; ++i) {
        result[i / length] += elementOf(output, i) / static_cast<double>(length);
    }
    for (double& mean : result) {
        mean = isFloat(tensor.dtype) ? mean : std::round(mean);
    }
    return result;
}

/// One case with its inputs and expected outputs, and the trivial kernels tried on it.
class Trial
{
public:
    Trial(const Task& task, const ReferenceLibrary& reference, const Case& theCase, Rng& rng)
        : m_task(task), m_reference(reference), m_case(theCase), m_inputs(task, theCase.dims, rng),
          m_expected(reference.expected(theCase.dims, m_inputs.constBuffers()))
    {
        const InputSet others(task, theCase.dims, rng);
        m_stale = reference.expected(theCase.dims, others.constBuffers());
    }

    std::vector<std::string> passes()
    {
        tryKernel("fills its outputs with zeros", [](std::size_t) { return [](std::size_t) { return 0.0; }; });
        tryKernel("writes the mean of the expected output everywhere",
                  [this](std::size_t o) { return meanOf(o, false); });
        tryKernel("writes the mean of each row of the expected output",
                  [this](std::size_t o) { return meanOf(o, true); });
        tryKernel("leaves the answer to other inputs in place", [this](std::size_t o) { return from(m_stale[o]); });
        for (std::size_t i = 0; i < m_task.inputs.size(); ++i) {
            const Tensor& input = m_task.inputs[i];
            const std::int64_t elements = input.elements(m_case.dims);
            tryKernel("copies its input " + input.name, [this, i, elements](std::size_t o) -> Element {
                if (m_task.outputs[o].elements(m_case.dims) != elements) {
                    return meanOf(o, false);
                }
                return [this, i](std::size_t e) { return elementOf(m_task.inputs[i], m_inputs.buffers()[i], e); };
            });
            if (elements >= kFewestElements && input.distribution.kind != "stride") {
                const std::vector<ExpectedOutput> sampled = answerToSample(i);
                tryKernel("reads only every 100th element of " + input.name,
                          [&sampled](std::size_t o) { return from(sampled[o]); });
            }
        }
        return std::move(m_passes);
    }

private:
    static Element from(const ExpectedOutput& output)
    {
        return [&output](std::size_t e) { return elementOf(output, e); };
    }

    Element meanOf(std::size_t output, bool byRow) const
    {
        const Tensor& tensor = m_task.outputs[output];
        const auto count = static_cast<std::size_t>(tensor.elements(m_case.dims));
        const std::int64_t row = std::llround(tensor.shape.back().value(m_case.dims));
        const std::size_t length = byRow && row >= kShortestRow ? static_cast<std::size_t>(row) : count;
        return [list = means(tensor, m_expected[output], count, length), length](std::size_t e) {
            return list[e / length];
        };
    }

    std::vector<ExpectedOutput> answerToSample(std::size_t input) const
    {
        const Tensor& tensor = m_task.inputs[input];
        const auto count = static_cast<std::size_t>(tensor.elements(m_case.dims));
        const void* data = m_inputs.buffers()[input];
        const std::vector<std::byte> held =
            filled(tensor, count, [&](std::size_t e) { return elementOf(tensor, data, e - e % kSampleStep); });
        std::vector<const void*> inputs = m_inputs.constBuffers();
        inputs[input] = held.data();
        return m_reference.expected(m_case.dims, inputs);
    }

    void tryKernel(const std::string& what, const std::function<Element(std::size_t)>& outputOf)
    {
        for (std::size_t o = 0; o < m_task.outputs.size(); ++o) {
            const Tensor& tensor = m_task.outputs[o];
            const std::vector<std::byte> got =
                filled(tensor, static_cast<std::size_t>(tensor.elements(m_case.dims)), outputOf(o));
            if (compareOutput(tensor, m_case.dims, got.data(), m_expected[o], m_task.tolerance)) {
                return;
            }
        }
        m_passes.push_back(
            "task.json: in case " + inQuotes(m_case.name) + " a kernel that " + what +
            " passes; change the distributions so that the output varies with every input, or tighten the "
            "tolerance");
    }

    const Task& m_task;
    const ReferenceLibrary& m_reference;
    const Case& m_case;
    InputSet m_inputs;
    std::vector<ExpectedOutput> m_expected;
    std::vector<ExpectedOutput> m_stale;
    std::vector<std::string> m_passes;
};

} // namespace

std::vector<std::string> trivialPasses(const Task& task, const ReferenceLibrary& reference, std::uint64_t seed)
{
    std::vector<std::string> passes;
    Rng rng(seed);
    bool judged = false;
    for (const Case& c : task.cases) {
        std::int64_t elements = 0;
        for (const Tensor& output : task.outputs) {
            elements += output.elements(c.dims);
        }
        if (c.role == CaseRole::Gpu || elements < kFewestElements) {
            continue;
        }
        judged = true;
        for (std::string& pass : Trial(task, reference, c, rng).passes()) {
            passes.push_back(std::move(pass));
        }
    }
    if (!judged) {
        passes.push_back(
            "task.json: no smoke, cpu or hidden case has 64 output elements or more, too few to tell an operator "
            "from a constant; add a larger one, or an output that keeps the rows apart");
    }
    return passes;
}

} // namespace espalier
