#pragma once

#include "app/cli/commandline.h"
#include "core/store/store.h"

namespace espalier::cli {

/// A session named on the command line, with the store it is in.
struct OpenSession
{
    Store store;
    SessionInfo info;
};

/// Opens --store (or the default) and finds the session `text`: an id, a name or a unique prefix; "" and "last" are the
/// newest.
Result<OpenSession> openSession(const CommandLine& line, const std::string& text);

/// A node named on the command line with everything recorded of it.
struct OpenNode
{
    SessionInfo session;
    Node node;
    Evaluation evaluation;
    std::string object; ///< bytes of the candidate's object
};

/// `text` is session.number, a number in `session`'s or the newest session, or a unique prefix of the artefact's hash.
Result<OpenNode> openNode(Store& store, const std::string& text, std::optional<SessionId> session = {});

} // namespace espalier::cli
