#pragma once

#include "core/handover/handover.h"

namespace espalier::handover {

// The dispatcher of a handover for the target triton, as the text of its files.

/// NAME_table.py: the shapes and choice(); needs nothing but Python.
std::string tableModule(const Handover& handover);
/// NAME.py: the class Dispatcher, called as the task's model is, with sizes that do not follow from the inputs by name.
std::string dispatcherModule(const Handover& handover);
/// A kernel's file, its source as it is below its licence.
std::string kernelModule(const Handover& handover, const HandedKernel& kernel);
/// test_NAME.py, for unittest: what is picked everywhere; on a GPU also what comes out, at every case, against the
/// task's reference.py in double precision. Needs check.py.
std::string testModule(const Handover& handover);

} // namespace espalier::handover
