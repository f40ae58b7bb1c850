#pragma once

#include "core/graph/evaluation.h"
#include "core/import/kernelbench/operatorgraph.h"
#include "core/import/kernelbench/problem.h"

namespace espalier {

/// A problem as an operator of ours: what get_inputs() makes comes first among its inputs, then the model's parameters.
struct Translation
{
    OperatorGraph graph;
    Dims dims;          ///< with their sizes in the problem file
    std::string output; ///< its name
    DType dtype = DType::Float32;
    DType outputType = DType::Float32; ///< int64 where places come out
};

/// Translates __init__ and forward by the few functions of PyTorch that are known here (torchfunctions.h). The kind of
/// an error is Answer where the problem should not be a task at all (it draws random numbers, or is in training mode),
/// else Usage: it could be one, but not without running it. The sentence names the line.
Result<Translation> translateProblem(const Problem& problem, const std::string& task);

} // namespace espalier
