// The part of Translator that follows in which mode modules are: in training from the start.

#include "core/import/kernelbench/torchlayers.h"
#include "core/import/kernelbench/translator.h"
#include "core/python/pythontokens.h"
#include "core/task/wording.h"

#include <set>

namespace espalier {
namespace {

/// With all that it holds. One that stands in many places is met once, or modules that double would take for ever.
void setTraining(const OperatorItem& module, bool training, std::set<const Arguments*>& met)
{
    if (module.kind != OperatorItem::Kind::Module || !met.insert(module.arguments.get()).second) {
        return;
    }
    if (const auto mode = module.arguments->named.find(kTraining); mode != module.arguments->named.end()) {
        mode->second.value.whole = training ? 1 : 0;
    }
    for (const OperatorItem& part : module.arguments->positional) {
        setTraining(part, training, met);
    }
}

} // namespace

bool setsMode(const std::string& method)
{
    return method == "eval" || method == "train";
}

Result<OperatorItem> Translator::moded(const PythonExpression& callee, const Arguments& arguments)
{
    const bool evaluates = callee.text == "eval";
    Arguments taken = arguments;
    const bool training = !evaluates && taken.truth(0, "mode", true);
    if (!taken.failure().empty()) {
        return atLine(callee.line, callee.text + ": " + taken.failure());
    }
    std::set<const Arguments*> met;
    if (dottedName(*callee.parts[0]) == "self") {
        for (const auto& [name, item] : m_self) {
            setTraining(item, training, met);
        }
        return OperatorItem();
    }
    const Item module = evaluate(*callee.parts[0]);
    if (module && module->kind != OperatorItem::Kind::Module) {
        return atLine(callee.line, inQuotes(callee.text) + " is called of what is no module");
    }
    if (module) {
        setTraining(*module, training, met);
    }
    return module;
}

} // namespace espalier
