#pragma once

namespace espalier {

/// Says "trying" on standard output, attempts one thing a sandbox must hold against, and returns 0 when it worked and
/// 1, after a line with the system's reason, when it did not. A layer may also end the process. Attempts:
///   nothing             always works: what a start costs
///   read PATH           opens a file or folder
///   write PATH          makes a file, which is removed again
///   connect PORT        a TCP connection to this machine
///   signal PID          asks whether a signal may be sent; sends none
///   memory MIB          uses so much memory
///   memories MIB        uses so much memory in four processes
///   processes COUNT     starts so many, which sleep and go with it
int attempt(const char* what, const char* argument);

} // namespace espalier
