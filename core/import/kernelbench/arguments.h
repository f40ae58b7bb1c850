#pragma once

#include "core/import/kernelbench/operatorgraph.h"
#include "core/import/python/pythonvalue.h"

#include <map>
#include <memory>
#include <set>

namespace espalier {

class Arguments;

/// What an expression of __init__ or forward stands for.
struct OperatorItem
{
    enum class Kind { Value, Tensor, Module };

    Kind kind = Kind::Value;
    PythonValue value;
    NodeId node = 0;                      ///< of Tensor
    std::string function;                 ///< of Module: the function it applies to its argument
    std::shared_ptr<Arguments> arguments; ///< of Module: what follows that argument
};

/// The arguments of one call, taken by the function that understands them. What is wrong with them is kept as the first
/// failure and replaced by something harmless, so that taking goes straight on; an argument that nobody took is a
/// failure too.
class Arguments
{
public:
    std::vector<OperatorItem> positional;
    std::map<std::string, OperatorItem> named;

    NodeId tensor(OperatorGraph& graph, std::size_t index, const char* name);
    std::optional<double> number(std::size_t index, const char* name);
    double number(std::size_t index, const char* name, double otherwise);
    bool truth(std::size_t index, const char* name, bool otherwise);
    std::string text(std::size_t index, const char* name, const char* otherwise);
    std::optional<std::size_t> axis(std::size_t index, const char* name, std::size_t axes);
    /// One or several; all where none is given or it is None. Ascending and each once.
    std::vector<std::size_t> axes(std::size_t index, const char* name, std::size_t axes);
    /// One whole number from 0 for all of `count`, or so many of them; `otherwise` where none is given.
    std::vector<std::int64_t> wholes(std::size_t index, const char* name, std::size_t count, std::int64_t otherwise);
    bool has(std::size_t index, const char* name) const;

    void fail(const std::string& why);
    /// Whether something was wrong so far.
    bool failed() const { return !m_failure.empty(); }
    /// What is wrong, empty when everything was taken and understood.
    std::string failure() const;
    /// Constants of the file that were taken as numbers.
    const std::set<std::string>& constants() const { return m_constants; }

private:
    const OperatorItem* take(std::size_t index, const char* name);
    std::size_t wrapped(const PythonValue& value, const char* name, std::size_t axes);

    std::set<std::size_t> m_takenPositions;
    std::set<std::string> m_takenNames;
    std::set<std::string> m_constants;
    std::string m_failure;
};

} // namespace espalier
