#include "app/cli/exportforms.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "core/base/file.h"
#include "core/store/sessionlink.h"

#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>

namespace espalier::cli {

Result<int> exportLink(const CommandLine& line)
{
    const auto node = line.integer("node", -1, std::numeric_limits<int>::max());
    if (!node) {
        return node.error();
    }
    Result<OpenSession> open = openSession(line, line.positional(0));
    if (!open) {
        return open.error();
    }
    std::error_code ignored;
    SessionLink link{std::filesystem::absolute(line.storeFolder(), ignored), open->info.id, {}};
    if (*node >= 0) {
        if (const auto there = open->store.node(link.session, static_cast<NodeNumber>(*node)); !there) {
            return there.error();
        }
        link.node = static_cast<NodeNumber>(*node);
    }
    const std::string file = line.text("out");
    if (file.empty()) {
        std::printf("%s", toJson(link).c_str()); // a JSON document already
        return 0;
    }
    if (const auto written = writeFileAtomic(file, toJson(link)); !written) {
        return written.error();
    }
    if (line.json()) {
        printJson({{"session", link.session}, {"file", file}});
    } else {
        std::fprintf(stderr, "the link to session %lld is in %s\n", static_cast<long long>(link.session),
                     printable(file).c_str());
    }
    return 0;
}

} // namespace espalier::cli
