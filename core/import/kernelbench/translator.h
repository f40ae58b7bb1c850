#pragma once

#include "core/import/kernelbench/arguments.h"
#include "core/import/kernelbench/sizenames.h"
#include "core/import/kernelbench/translation.h"

namespace espalier {

/// Whether a module's method of this name says in which mode it is.
bool setsMode(const std::string& method);

/// Follows the statements of __init__ and forward once, as they would be run, and writes the graph of what they
/// compute.
class Translator
{
public:
    Translator(const Problem& problem, const std::string& task) : m_problem(problem), m_names(task) {}

    Result<Translation> run();

private:
    using Item = Result<OperatorItem>;
    using Locals = std::map<std::string, OperatorItem, std::less<>>;

    Result<void> addInputs(Locals& locals);
    Result<void> followInit();
    Result<void> followInit(const PythonStatement& statement);
    Result<NodeId> followForward();
    DType floatType() const;
    Result<void> checkResult() const;

    Item evaluate(const PythonExpression& expression);
    Item name(const PythonExpression& expression);
    Item attribute(const PythonExpression& expression);
    Item list(const PythonExpression& expression);
    Item unary(const PythonExpression& expression);
    Item binary(const PythonExpression& expression);
    Item power(const PythonExpression& expression, const OperatorItem& base, const OperatorItem& exponent);
    Item subscript(const PythonExpression& expression);
    Item sliced(const PythonExpression& expression);
    Item joined(const PythonExpression& call);
    Item narrowed(Arguments arguments, int line);
    std::string faultOfWholes(const std::string& name, const Arguments& arguments) const;
    Item call(const PythonExpression& expression);
    /// x.eval(), x.train() and x.train(False) in __init__, of self too.
    Item moded(const PythonExpression& callee, const Arguments& arguments);
    Item parameter(const PythonExpression& call);
    /// x.size() and x.shape
    Item sizesOf(const OperatorItem& tensor, int line) const;
    /// x.size(i), x.shape[i]; the index a whole number that may count from the end.
    Item sizeOf(const OperatorItem& tensor, const OperatorItem& index, int line);
    /// x.view(...) and x.reshape(...): axes that stay, several that become one, one that is divided.
    Item reshaped(const Arguments& arguments, int line);
    std::optional<Extent> targetExtent(const PythonValue& size, const TensorShape& shape, int line);
    Item applyModule(const OperatorItem& module, const std::vector<OperatorItem>& tensors, int line);
    Item applyFunction(const std::string& name, Arguments arguments, int line);
    Result<Arguments> argumentsOf(const PythonExpression& call);
    /// The locals that are values, over the file's constants.
    PythonConstants constantsHere() const;
    bool importsMath() const;

    const Problem& m_problem;
    SizeNames m_names;
    OperatorGraph m_graph;
    Locals m_self;
    Locals m_locals;
    std::size_t m_steps = 0; ///< of modules applied
    std::size_t m_modules = 0;
    bool m_inInit = false;
    std::string m_attribute;              ///< to which __init__ is assigning
    std::map<std::string, int> m_numbers; ///< constants taken as numbers, and in which line
};

} // namespace espalier
