#pragma once

#include "core/graph/evaluation.h"
#include "core/import/kernelbench/operatorgraph.h"
#include "core/import/python/pythonvalue.h"

#include <map>
#include <optional>
#include <set>

namespace espalier {

/// Gives everything in a task a name that C++ takes and nobody else has, and makes dims of a problem's sizes: a
/// constant of the file is one dim wherever it stands, a number is one dim wherever the same number stands. The number
/// 1 is no dim but stays 1.
class SizeNames
{
public:
    /// `task` is taken from the start.
    explicit SizeNames(const std::string& task) : m_taken{task} {}

    /// As near to `wanted` as can be.
    std::string claim(const std::string& wanted);
    /// Of a whole number from 1.
    Extent extent(const PythonValue& size);
    TensorShape shape(const std::vector<PythonValue>& sizes);
    /// As extent(), of those that are dims already.
    std::optional<Extent> known(const PythonValue& size) const;

    /// In the order they were first met, with their sizes in the problem file.
    const Dims& dims() const { return m_dims; }
    bool isSize(const std::string& constant) const { return m_byConstant.contains(constant); }

private:
    std::set<std::string> m_taken;
    std::map<std::string, Extent> m_byConstant;
    std::map<std::int64_t, Extent> m_byNumber;
    Dims m_dims;
};

/// The text in small letters, digits and underscores, starting with a letter, no longer than a task's name may be.
std::string cName(const std::string& text);

} // namespace espalier
