#pragma once

#include "core/store/store.h"

#include <functional>

namespace espalier {

/// What a session is filled with whose nodes were made elsewhere: they are known before the first is inserted.
struct SessionFill
{
    NodeNumber first = 0; ///< those before it are there already
    NodeNumber count = 0; ///< of all its nodes
    std::function<NodeInsert(NodeNumber)> rowsOf;
    std::string baseline;
    double baselineMs = 0;
};

/// Inserts the nodes and the baseline and marks the session as done. It is held meanwhile and given back however this
/// ends; after a failure the nodes inserted so far stay.
Result<void> fillSession(Store& store, SessionId session, const SessionFill& fill);

} // namespace espalier
