#pragma once

#include "app/cli/commandline.h"
#include "core/store/store.h"

#include <optional>
#include <string>
#include <vector>

namespace espalier::cli {

/// What somebody asks of a search, as it was typed or came from a client. What steerTable() does not know of the verb
/// is refused, not passed over.
struct SteerRequest
{
    SteerVerb verb = SteerVerb::Pause;
    std::optional<std::string> nodes{};  ///< "12,15"
    std::optional<std::string> value{};  ///< a number; "default" of a budget
    std::optional<std::string> text{};   ///< of a budget: which
    std::optional<std::string> source{}; ///< of Add: the whole text
    std::string memory{};                ///< of Expand
    std::string hint{};                  ///< of Expand
    std::string reason{};
};

/// Declares --reason, --memory and --hint.
void declareSteerOptions(CommandLine& line);

/// What stands behind `espalier steer SESSION`. Reads the file of an Add.
Result<SteerRequest> readSteerWords(const CommandLine& line);

/// The verb with this name; Usage for those of a review and for what does not exist.
Result<SteerVerb> steerVerbNamed(const std::string& name);

/// One command for each node that is named, else one. Usage for values that the session or steerProblem() would refuse.
/// An edited source is put into the store, nothing else is written.
Result<std::vector<SteerCommand>> steerCommands(Store& store, const SessionInfo& session, const SteerRequest& request);

/// The session that is to be steered. As Store::findSession(), but nobody steers another search than the one that was
/// meant: refused are "last" while another session runs than the newest, and a name that several sessions have.
Result<SessionInfo> sessionToSteer(Store& store, const std::string& text);

} // namespace espalier::cli
