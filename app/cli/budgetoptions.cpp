#include "app/cli/budgetoptions.h"

#include "core/search/termination.h"

#include <algorithm>

namespace espalier::cli {
namespace {

double amountOf(const std::vector<Spend>& spend, const char* kind)
{
    const auto found = std::ranges::find_if(spend, [&](const Spend& one) { return one.kind == kind; });
    return found == spend.end() ? 0 : found->amount;
}

std::string fixed(double value, int digits)
{
    return QString::number(value, 'f', digits).toStdString();
}

} // namespace

void declareBudgetOptions(CommandLine& line)
{
    line.option("tokens", "N", "Stop when the models have read and written N tokens; 0 for no limit.")
        .option("dollars", "X", "Stop when the models have cost X dollars; 0 for no limit.")
        .option("evaluations", "N", "Stop after N evaluations, the root's included; 0 for no limit.")
        .option("device-minutes", "M", "Stop when evaluations have taken M minutes together; 0 for no limit.");
}

Result<void> readBudgetOptions(const CommandLine& line, SessionSettings& settings)
{
    if (line.isSet("evaluations")) {
        const auto evaluations = line.integer("evaluations", 0, 1'000'000'000);
        if (!evaluations) {
            return evaluations.error();
        }
        settings.evaluations = *evaluations;
    }
    struct Option
    {
        const char* name;
        double& limit;
    };
    for (const Option& option : {Option{"tokens", settings.tokens}, Option{"dollars", settings.dollars},
                                 Option{"device-minutes", settings.deviceMinutes}}) {
        if (!line.isSet(option.name)) {
            continue;
        }
        const auto limit = line.number(option.name, 0, 1e15);
        if (!limit) {
            return limit.error();
        }
        option.limit = *limit;
    }
    return {};
}

std::string spendText(const std::vector<Spend>& spend, int evaluations)
{
    std::string text = std::to_string(evaluations) + (evaluations == 1 ? " evaluation" : " evaluations");
    if (const double byTools = amountOf(spend, kToolEvaluations); byTools > 0) {
        text += " and " + fixed(byTools, 0) + " by tools";
    }
    if (const double seconds = amountOf(spend, "device_seconds"); seconds > 0) {
        text += ", " + fixed(seconds / 60, 1) + " min of the device";
    }
    if (const double tokens = amountOf(spend, "tokens"); tokens > 0) {
        text += ", " + fixed(tokens, 0) + " tokens";
    }
    if (const double money = amountOf(spend, "money"); money > 0) {
        text += ", $" + fixed(money, 2);
    }
    return text;
}

} // namespace espalier::cli
