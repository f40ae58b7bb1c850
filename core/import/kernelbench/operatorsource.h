#pragma once

#include "core/import/kernelbench/operatorgraph.h"

#include <string>
#include <vector>

namespace espalier {

/// Names that the written code gives to what is its own: i0, j0, p0, q0, v0, t0, sum, product, most, least and index.
/// Nothing else may have them.
bool isTakenBySource(const std::string& name);

struct OperatorSignature
{
    std::string task;              ///< the function's name
    std::string output;            ///< of type `dtype`
    std::vector<std::string> dims; ///< in the task's order
    DType dtype = DType::Float32;
    DType outputType = DType::Float32; ///< int64 where places come out
};

/// The graph as plain C++: one loop nest for each reduction, each scan, each product of matrices and each intermediate
/// that is read again by one of those, and one for what is left.
std::string seedSource(const OperatorGraph& graph, const OperatorSignature& signature);
/// The same in double precision, as a task's reference.cpp wants it.
std::string referenceSource(const OperatorGraph& graph, const OperatorSignature& signature);

} // namespace espalier
