#pragma once

#include "core/import/python/pythonvalue.h"
#include "core/task/dtype.h"

#include <map>
#include <optional>
#include <string_view>

namespace espalier {

/// A tensor of floats, of bools as int32, or of places as int64, that a problem file makes by one call of torch, or a
/// number that it gives.
struct ProblemTensor
{
    enum class Draw {
        Normal,
        Uniform,
        Ones,
        Zeros,
        Bools,  ///< False and True alike often
        Places, ///< whole numbers from 0, each alike often
        Number, ///< no tensor in the file: a Python number, of any value here
    };

    std::string name;
    DType dtype = DType::Float32;
    std::vector<PythonValue> shape; ///< whole numbers from 1 to 2^31; none for a single number
    Draw draw = Draw::Normal;
    PythonValue below;       ///< of Places: one more than the largest, a size
    bool structured = false; ///< in the file it is a triangle, or symmetric
    std::string constant;    ///< of Number: the constant of the file that it is, if any
};
/// By the names that a function of the file gives them.
using ProblemTensors = std::map<std::string, ProblemTensor>;

inline constexpr std::size_t kInputsCap = 16; ///< of a task, parameters of the model included

/// A problem in KernelBench's form (Ouyang et al., arXiv 2502.10517), as far as it can be known without running it.
struct Problem
{
    PythonConstants constants;
    std::vector<ProblemTensor> inputs; ///< what get_inputs() returns, called as forward() calls it
    std::vector<PythonValue> initArguments;
    std::optional<PythonStatement> init; ///< Model.__init__
    PythonStatement forward;             ///< Model.forward
};

/// Reads a problem file. The sentence of an error says which line cannot be read and why.
Result<Problem> readProblem(std::string_view source);

/// The tensor that an expression makes: torch.rand, randn, ones or zeros, with sizes that constantValue()
/// knows, possibly with numbers added or multiplied, or one drawn for all of it; torch.randint(0, 2, sizes).bool(), or
/// torch.randint(0, size, sizes). A tensor known by its name may be given anew, as its triangle, or symmetric as a +
/// a.T, and its shape may be taken for sizes.
Result<ProblemTensor> tensorOf(const PythonExpression& expression, const PythonConstants& constants,
                               const ProblemTensors& known = {});

} // namespace espalier
