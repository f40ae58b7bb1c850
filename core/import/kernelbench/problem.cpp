#include "core/import/kernelbench/problem.h"

#include "core/import/python/pythonparser.h"
#include "core/python/pythontokens.h"
#include "core/task/wording.h"

#include <algorithm>
#include <set>
#include <sstream>

namespace espalier {
namespace {

using StatementKind = PythonStatement::Kind;
using ExpressionKind = PythonExpression::Kind;

bool isText(const PythonStatement& statement)
{
    return statement.kind == StatementKind::Expression && statement.value->kind == ExpressionKind::Text;
}

/// Whether an import could make torch, nn or F something else than PyTorch's, or name things that are not seen here.
bool importsOddly(const std::string& text)
{
    static const std::set<std::string, std::less<>> kUsual{"import torch",
                                                           "import math",
                                                           "import torch . nn as nn",
                                                           "import torch . nn",
                                                           "import torch . nn . functional as F",
                                                           "from torch import nn",
                                                           "from torch . nn import functional as F"};
    if (kUsual.contains(text)) {
        return false;
    }
    std::istringstream words(text.substr(text.find(' ') + 1));
    const std::string first = text.substr(0, text.find(' '));
    bool named = first == "import"; // what follows "from" up to "import" names nothing in this file
    for (std::string word; words >> word;) {
        if (named && (word == "*" || word == "nn" || word == "F" || word == "torch" || word == "math")) {
            return true;
        }
        named = named || word == "import";
    }
    return false;
}

/// Whether an assignment to it gives the name a meaning: "name", or one of several.
bool names(const PythonExpression& target, const std::string& name)
{
    return (target.kind == ExpressionKind::Name && target.text == name) ||
           std::any_of(target.parts.begin(), target.parts.end(),
                       [&](const PythonExpressionPtr& part) { return names(*part, name); });
}

/// What the file does besides defining things could change every constant that was read, so it must not do any.
Result<void> checkModule(const std::vector<PythonStatement>& module)
{
    for (const PythonStatement& statement : module) {
        const bool unread = statement.kind == StatementKind::Other && statement.name.empty();
        const bool acts = statement.kind == StatementKind::Expression && !isText(statement);
        if (unread || acts || statement.kind == StatementKind::Return) {
            return atLine(statement.line, unread ? statement.text : "the file does something when it is loaded");
        }
        if (statement.kind == StatementKind::Import && importsOddly(statement.text)) {
            return atLine(statement.line, "this import may give torch, nn, F or a size another meaning");
        }
        for (const char* name : {"torch", "nn", "F", "math"}) {
            if (statement.name == name || (statement.kind == StatementKind::Assign && names(*statement.target, name))) {
                return atLine(statement.line, inQuotes(name) + " is given another meaning");
            }
        }
    }
    return {};
}

/// The last definition of that name, which is the one that counts; an error where it is not read.
Result<const PythonStatement*> definition(const std::vector<PythonStatement>& statements, StatementKind kind,
                                          const std::string& name)
{
    const PythonStatement* found = nullptr;
    for (const PythonStatement& statement : statements) {
        const bool assigned = statement.kind == StatementKind::Assign && dottedName(*statement.target) == name;
        if (statement.name == name || assigned) {
            found = &statement;
        }
    }
    if (!found) {
        return Error{ErrorKind::Usage, "the file is no problem", "it has no " + name, ""};
    }
    if (found->kind != kind) {
        return atLine(found->line, found->kind == StatementKind::Other ? name + ": " + found->text
                                                                       : name + " is not what a problem has");
    }
    return found;
}

bool derivesFromModule(const PythonStatement& model)
{
    if (model.bases.size() != 1) {
        return false;
    }
    const std::string base = dottedName(*model.bases[0]);
    return base == "nn.Module" || base == "torch.nn.Module" || base == "Module";
}

/// Follows a function that only assigns and returns: `assign` sees each assignment, the returned expression is the
/// result.
template <class F>
Result<PythonExpressionPtr> returned(const PythonStatement& function, F&& assign)
{
    if (!function.parameters.empty()) {
        return atLine(function.line, function.name + " takes parameters");
    }
    for (const PythonStatement& statement : function.body) {
        if (isText(statement)) {
            continue;
        }
        if (statement.kind == StatementKind::Return && statement.value) {
            return statement.value;
        }
        if (statement.kind != StatementKind::Assign || statement.target->kind != ExpressionKind::Name) {
            return atLine(statement.line, function.name + (statement.text.empty() ? " does more than assign and return"
                                                                                  : ": " + statement.text));
        }
        if (const Result<void> assigned = assign(statement.target->text, *statement.value); !assigned) {
            return assigned.error();
        }
    }
    return atLine(function.line, function.name + " returns nothing");
}

Result<void> readInitArguments(const PythonStatement& function, Problem& problem)
{
    PythonConstants locals = problem.constants;
    const auto list = returned(function, [&](const std::string& name, const PythonExpression& value) {
        locals.insert_or_assign(name, constantValue(value, locals));
        return Result<void>();
    });
    if (!list) {
        return list.error();
    }
    const Result<PythonValue> value = constantValue(**list, locals);
    if (!value) {
        return value.error();
    }
    if (value->kind != PythonValue::Kind::Tuple) {
        return atLine((*list)->line, function.name + " returns no list");
    }
    problem.initArguments = value->items;
    return {};
}

/// An element of what get_inputs() returns: a tensor, or a number.
Result<ProblemTensor> inputOf(const PythonExpression& element, const PythonConstants& constants,
                              const ProblemTensors& tensors)
{
    const bool isTensor = element.kind == ExpressionKind::Name && tensors.contains(element.text);
    const Result<PythonValue> value = isTensor ? Result<PythonValue>(PythonValue()) : constantValue(element, constants);
    if (!value || !value->isNumber()) {
        return tensorOf(element, constants, tensors);
    }
    if (value->computed) {
        return atLine(element.line, "a number is computed from constants of the file, which may be sizes");
    }
    ProblemTensor number;
    number.draw = ProblemTensor::Draw::Number;
    number.constant = value->constant;
    return number;
}

Result<void> readInputs(const PythonStatement& function, Problem& problem)
{
    PythonConstants locals = problem.constants;
    ProblemTensors tensors;
    const auto list = returned(function, [&](const std::string& name, const PythonExpression& value) -> Result<void> {
        Result<PythonValue> constant = constantValue(value, locals);
        if (constant) {
            locals.insert_or_assign(name, std::move(constant));
            tensors.erase(name);
            return {};
        }
        Result<ProblemTensor> tensor = tensorOf(value, locals, tensors);
        if (!tensor) {
            return tensor.error();
        }
        tensors.insert_or_assign(name, *std::move(tensor));
        return {};
    });
    if (!list) {
        return list.error();
    }
    const PythonExpression& elements = **list;
    if (elements.kind != ExpressionKind::List && elements.kind != ExpressionKind::Tuple) {
        return atLine(elements.line, function.name + " returns no list");
    }
    for (const PythonExpressionPtr& element : elements.parts) {
        const Result<ProblemTensor> input = inputOf(*element, locals, tensors);
        if (!input) {
            return input.error();
        }
        problem.inputs.push_back(*input);
    }
    if (problem.inputs.empty() || problem.inputs.size() > kInputsCap) {
        return atLine(elements.line, "a task has 1 to " + std::to_string(kInputsCap) + " inputs");
    }
    return {};
}

Result<void> readModel(const PythonStatement& model, Problem& problem)
{
    if (!derivesFromModule(model)) {
        return atLine(model.line, "Model is not derived from nn.Module alone");
    }
    const auto forward = definition(model.body, StatementKind::Function, "forward");
    if (!forward) {
        return forward.error();
    }
    problem.forward = **forward;
    const bool hasInit = std::any_of(model.body.begin(), model.body.end(),
                                     [](const PythonStatement& statement) { return statement.name == "__init__"; });
    if (hasInit) {
        const auto init = definition(model.body, StatementKind::Function, "__init__");
        if (!init) {
            return init.error();
        }
        problem.init = **init;
    }
    return {};
}

/// Gives each input the name of the parameter of forward() that it becomes.
Result<void> nameInputs(Problem& problem)
{
    const std::vector<PythonParameter>& parameters = problem.forward.parameters;
    const auto needed = std::count_if(parameters.begin(), parameters.end(),
                                      [](const PythonParameter& parameter) { return !parameter.otherwise; });
    const std::size_t given = problem.inputs.size() + 1; // with self
    if (given > parameters.size() || given < static_cast<std::size_t>(needed)) {
        return atLine(problem.forward.line, "forward does not take what get_inputs returns");
    }
    for (std::size_t i = 0; i < problem.inputs.size(); ++i) {
        problem.inputs[i].name = parameters[i + 1].name;
    }
    return {};
}

} // namespace

Result<Problem> readProblem(std::string_view source)
{
    const Result<std::vector<PythonStatement>> module = parsePython(source);
    if (!module) {
        return module.error();
    }
    if (const auto sound = checkModule(*module); !sound) {
        return sound.error();
    }
    Problem problem;
    problem.constants = constantsOf(*module);
    const auto model = definition(*module, StatementKind::Class, "Model");
    const auto inputs = definition(*module, StatementKind::Function, "get_inputs");
    const auto arguments = definition(*module, StatementKind::Function, "get_init_inputs");
    for (const auto* found : {&model, &inputs, &arguments}) {
        if (!*found) {
            return found->error();
        }
    }
    for (const Result<void>& read :
         {readModel(**model, problem), readInputs(**inputs, problem), readInitArguments(**arguments, problem)}) {
        if (!read) {
            return read.error();
        }
    }
    if (const auto named = nameInputs(problem); !named) {
        return named.error();
    }
    return problem;
}

} // namespace espalier
