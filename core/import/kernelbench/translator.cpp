#include "core/import/kernelbench/translator.h"

#include "core/python/pythontokens.h"
#include "core/task/wording.h"

#include <algorithm>

namespace espalier {
namespace {

using StatementKind = PythonStatement::Kind;
using ExpressionKind = PythonExpression::Kind;

constexpr std::size_t kDimsCap = 12;
constexpr std::size_t kStatementsCap = 500; ///< of one function

bool doesNothing(const PythonStatement& statement)
{
    if (statement.kind != StatementKind::Expression) {
        return false;
    }
    const PythonExpression& value = *statement.value;
    return value.kind == ExpressionKind::Text || (value.kind == ExpressionKind::Name && value.text == "pass");
}

/// super().__init__() or super(Model, self).__init__()
bool callsSuper(const PythonStatement& statement)
{
    if (statement.kind != StatementKind::Expression || statement.value->kind != ExpressionKind::Call) {
        return false;
    }
    const PythonExpression& callee = *statement.value->parts[0];
    return callee.kind == ExpressionKind::Attribute && callee.text == "__init__" &&
           callee.parts[0]->kind == ExpressionKind::Call && dottedName(*callee.parts[0]->parts[0]) == "super";
}

bool isModeCall(const PythonStatement& statement)
{
    if (statement.kind != StatementKind::Expression || statement.value->kind != ExpressionKind::Call) {
        return false;
    }
    const PythonExpression& callee = *statement.value->parts[0];
    return callee.kind == ExpressionKind::Attribute && setsMode(callee.text);
}

/// The name in self.NAME, or nothing.
std::string ofSelf(const PythonExpression& expression)
{
    const bool is = expression.kind == ExpressionKind::Attribute && dottedName(*expression.parts[0]) == "self";
    return is ? expression.text : std::string();
}

/// A Python number takes the type of the floats it is computed with.
DType dtypeOfTensors(const Problem& problem)
{
    const auto found = std::find_if(problem.inputs.begin(), problem.inputs.end(), [](const ProblemTensor& input) {
        return input.draw != ProblemTensor::Draw::Number && isFloat(input.dtype);
    });
    return found == problem.inputs.end() ? DType::Float32 : found->dtype;
}

Error notRead(const PythonStatement& statement, const char* function)
{
    return atLine(statement.line,
                  std::string("in ") + function + " " +
                      (statement.text.empty() ? "there is a statement that is not followed" : statement.text));
}

} // namespace

Result<Translation> Translator::run()
{
    Locals inputs;
    if (const auto added = addInputs(inputs); !added) {
        return added.error();
    }
    if (const auto followed = followInit(); !followed) {
        return followed.error();
    }
    m_locals = std::move(inputs);
    const Result<NodeId> root = followForward();
    if (!root) {
        return root.error();
    }
    m_graph.root = *root;
    if (const auto sound = checkResult(); !sound) {
        return sound.error();
    }
    Translation translation;
    translation.dtype = floatType();
    translation.outputType = m_graph.isWhole(m_graph.root) ? DType::Int64 : translation.dtype;
    translation.output = m_names.claim("y");
    translation.dims = m_names.dims();
    translation.graph = std::move(m_graph);
    return translation;
}

Result<void> Translator::addInputs(Locals& locals)
{
    for (const ProblemTensor& tensor : m_problem.inputs) {
        GraphInput input;
        input.name = m_names.claim(tensor.name);
        input.dtype = tensor.draw == ProblemTensor::Draw::Number ? dtypeOfTensors(m_problem) : tensor.dtype;
        input.shape = m_names.shape(tensor.shape);
        input.below = tensor.draw == ProblemTensor::Draw::Places ? m_names.extent(tensor.below) : Extent{};
        if (!tensor.constant.empty()) {
            m_numbers.emplace(tensor.constant,
                              m_problem.forward.line); // it has values of its own, so no size may be it
        }
        OperatorItem item;
        item.kind = OperatorItem::Kind::Tensor;
        item.node = m_graph.input(std::move(input));
        locals[tensor.name] = item;
    }
    for (const PythonParameter& parameter : m_problem.forward.parameters) {
        if (parameter.otherwise && !locals.contains(parameter.name)) {
            const Result<PythonValue> value = constantValue(*parameter.otherwise, m_problem.constants);
            if (!value) {
                return value.error();
            }
            locals[parameter.name].value = *value;
        }
    }
    return {};
}

Result<void> Translator::followInit()
{
    if (!m_problem.init) {
        return m_problem.initArguments.empty()
                   ? Result<void>()
                   : atLine(m_problem.forward.line, "get_init_inputs gives more than __init__ takes");
    }
    const PythonStatement& init = *m_problem.init;
    for (std::size_t i = 1; i < init.parameters.size(); ++i) {
        const PythonParameter& parameter = init.parameters[i];
        const bool given = i - 1 < m_problem.initArguments.size();
        if (!given && !parameter.otherwise) {
            return atLine(init.line, "get_init_inputs gives nothing for " + inQuotes(parameter.name));
        }
        const Result<PythonValue> value = given ? Result<PythonValue>(m_problem.initArguments[i - 1])
                                                : constantValue(*parameter.otherwise, m_problem.constants);
        if (!value) {
            return value.error();
        }
        m_locals[parameter.name].value = *value;
    }
    if (m_problem.initArguments.size() + 1 > init.parameters.size()) {
        return atLine(init.line, "get_init_inputs gives more than __init__ takes");
    }
    if (init.body.size() > kStatementsCap) {
        return atLine(init.line, "__init__ has more than " + std::to_string(kStatementsCap) + " statements");
    }
    m_inInit = true;
    for (const PythonStatement& statement : init.body) {
        if (const auto followed = followInit(statement); !followed) {
            return followed;
        }
    }
    m_inInit = false;
    return {};
}

Result<void> Translator::followInit(const PythonStatement& statement)
{
    if (doesNothing(statement) || callsSuper(statement)) {
        return {};
    }
    if (isModeCall(statement)) {
        const Item item = evaluate(*statement.value);
        return item ? Result<void>() : Result<void>(item.error());
    }
    if (statement.kind != StatementKind::Assign) {
        return notRead(statement, "__init__");
    }
    m_attribute = ofSelf(*statement.target);
    if (m_attribute.empty() && statement.target->kind != ExpressionKind::Name) {
        return notRead(statement, "__init__");
    }
    const Item item = evaluate(*statement.value);
    if (!item) {
        return item.error();
    }
    if (m_attribute.empty()) {
        m_locals[statement.target->text] = *item;
    } else {
        m_self[m_attribute] = *item;
    }
    return {};
}

Result<NodeId> Translator::followForward()
{
    if (m_problem.forward.body.size() > kStatementsCap) {
        return atLine(m_problem.forward.line,
                      "forward has more than " + std::to_string(kStatementsCap) + " statements");
    }
    for (const PythonStatement& statement : m_problem.forward.body) {
        if (doesNothing(statement)) {
            continue;
        }
        const bool assigns = statement.kind == StatementKind::Assign && statement.target->kind == ExpressionKind::Name;
        if (!assigns && (statement.kind != StatementKind::Return || !statement.value)) {
            return notRead(statement, "forward");
        }
        const Item item = evaluate(*statement.value);
        if (!item) {
            return item.error();
        }
        if (assigns) {
            m_locals[statement.target->text] = *item;
        } else if (item->kind != OperatorItem::Kind::Tensor) {
            return atLine(statement.line, "forward returns something else than one tensor");
        } else {
            return item->node;
        }
    }
    return atLine(m_problem.forward.line, "forward returns nothing");
}

/// Of what is computed with.
DType Translator::floatType() const
{
    const auto first = std::find_if(m_graph.inputs.begin(), m_graph.inputs.end(),
                                    [](const GraphInput& input) { return isFloat(input.dtype); });
    return first == m_graph.inputs.end() ? DType::Float32 : first->dtype;
}

Result<void> Translator::checkResult() const
{
    const int line = m_problem.forward.line;
    for (const auto& [constant, at] : m_numbers) {
        if (m_names.isSize(constant)) {
            return atLine(at, inQuotes(constant) + " is a size and a number in a formula at once");
        }
    }
    const std::size_t dims = m_names.dims().size();
    if (dims < 1 || dims > kDimsCap || m_graph.inputs.size() > kInputsCap) {
        return atLine(line, "a task has 1 to 12 sizes and at most 16 inputs with its parameters");
    }
    if (m_graph.overlong) {
        return atLine(line, "a length in it is longer than an expression may be, or than 2^50");
    }
    const DType dtype = floatType();
    for (const GraphInput& input : m_graph.inputs) {
        if (isFloat(input.dtype) && input.dtype != dtype) {
            return atLine(line, "its tensors and parameters have different dtypes");
        }
    }
    const bool given = m_graph.isWhole(m_graph.root) && m_graph.inputBehind(m_graph.root);
    return given ? Result<void>(atLine(line, "forward returns bools or places that it was given")) : Result<void>();
}

Result<Translation> translateProblem(const Problem& problem, const std::string& task)
{
    return Translator(problem, task).run();
}

} // namespace espalier
