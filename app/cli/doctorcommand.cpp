#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/doctor.h"
#include "app/cli/output.h"
#include "app/cli/roofstext.h"
#include "core/evaluate/target/cudaroofs.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace espalier::cli {

Result<int> runDoctor(const QStringList& arguments)
{
    CommandLine line("doctor [--json]", "Say what runs here, what does not and why, and what to install.");
    if (const auto go = line.parse(arguments, 0, 0); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    const Result<Roofs> measured = roofs();
    const Result<DeviceRoofs> gpu = cudaRoofs();
    const std::vector<Finding> findings = examineMachine(line.storeFolder(), measured, gpu);
    const bool sound = std::ranges::all_of(findings, [](const Finding& f) { return f.works || !f.required; });
    if (line.json()) {
        nlohmann::json list = nlohmann::json::array();
        for (const Finding& f : findings) {
            list.push_back({{"name", f.name},
                            {"works", f.works},
                            {"required", f.required},
                            {"detail", f.detail},
                            {"todo", f.todo}});
        }
        printJson({{"ok", sound},
                   {"findings", list},
                   {"roofs", measured ? toJson(*measured) : nlohmann::json()},
                   {"gpu_roofs", gpu ? toJson(*gpu) : nlohmann::json()}});
        return sound ? 0 : 3;
    }
    std::vector<std::vector<std::string>> rows;
    for (const Finding& f : findings) {
        rows.push_back({f.works      ? "✓"
                        : f.required ? "✕"
                                     : "–",
                        f.name, f.detail + (f.todo.empty() ? "" : "; " + f.todo)});
    }
    printTable(rows);
    if (measured) {
        printRoofs(*measured);
    }
    if (gpu) {
        printRoofs(*gpu);
    }
    printLine(sound ? "\nThis machine can search on the CPU."
                    : "\nThis machine cannot search yet; the lines with ✕ say what to do.");
    return sound ? 0 : 3;
}

} // namespace espalier::cli
