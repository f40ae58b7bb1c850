#pragma once

#include "core/diagnose/roofs.h"
#include "core/handover/dispatchtable.h"

#include <string>

namespace espalier::handover {

/// What a report is written of, beyond the session itself.
struct ReportOptions
{
    std::optional<NodeNumber> node;     ///< whose way is shown; the best when empty
    std::optional<Roofs> roofs;         ///< of the processor that the session ran on, where they are known
    std::optional<DispatchTable> table; ///< what is handed over with it
};

/// One self-contained HTML page on a session: what was searched, where and when, the best node with its cases and
/// findings, the way to it with every change, both charts, bookmarks and notes, and everything that lost. Nothing in it
/// is fetched, nothing runs, and every text that a model, a candidate or a compiler wrote is escaped. Of more than
/// 2,000 nodes the list of losers keeps the fastest. ErrorKind::Answer for a session without nodes.
Result<std::string> sessionReport(Store& store, const SessionInfo& session, const ReportOptions& options);

/// Of this machine, where the session ran here on the processor; measured where they were never kept.
std::optional<Roofs> roofsOf(const SessionInfo& session);

} // namespace espalier::handover
