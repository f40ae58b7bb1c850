#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace espalier::cli {

/// `evaluate TASK FILE... --bundle DIR`: files and nodes go into a folder that another machine judges.
Result<int> writeBundleCommand(const QStringList& arguments);

} // namespace espalier::cli
