#include "core/synthesis/rules/triton/tritonrule.h"

#include <algorithm>

namespace espalier::rules {

std::vector<Site> TritonRule::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    if (kernel.script) {
        for (ScriptChange& change : changes(*kernel.script)) {
            sites.push_back(std::move(change.site));
        }
    }
    return sites;
}

Result<std::string> TritonRule::apply(const Kernel& kernel, const Site& site, Rng& /*rng*/) const
{
    for (ScriptChange& change : kernel.script ? changes(*kernel.script) : std::vector<ScriptChange>()) {
        if (change.site.offset != site.offset || change.site.variant != site.variant || change.site.what != site.what) {
            continue;
        }
        std::ranges::stable_sort(change.edits, {}, &TextEdit::begin);
        std::string source = kernel.source;
        for (auto edit = change.edits.rbegin(); edit != change.edits.rend(); ++edit) {
            source.replace(edit->begin, edit->end - edit->begin, edit->text);
        }
        return source;
    }
    return doesNotApply(name(), "the kernel is another one by now");
}

Result<std::shared_ptr<const Kernel>> parseTritonKernel(const std::string& source)
{
    auto script = Script::parse(source);
    if (!script) {
        return script.error();
    }
    auto kernel = std::make_shared<Kernel>();
    kernel->source = source;
    kernel->dialect = Dialect::Triton;
    const auto first = std::ranges::find_if((*script)->functions(), &ScriptFunction::kernel);
    kernel->function = first->name; // a script without a kernel is refused
    kernel->script = *std::move(script);
    return std::shared_ptr<const Kernel>(std::move(kernel));
}

TextEdit withArgument(const Script& script, const ScriptCall& call, const std::string& name, const std::string& value)
{
    if (const ScriptArgument* present = call.named(name)) {
        return {script.begin(present->value.first), script.end(present->value.last - 1), value};
    }
    // Behind the last argument, before a comma that may follow it.
    const std::string text = (call.arguments.empty() ? "" : ", ") + name + "=" + value;
    const unsigned at =
        call.arguments.empty() ? script.end(call.open) : script.end(call.arguments.back().value.last - 1);
    return {at, at, text};
}

std::string indentOf(const Script& script, std::size_t line)
{
    return std::string(script.columnOf(script.lines()[line].words.first), ' ');
}

} // namespace espalier::rules
