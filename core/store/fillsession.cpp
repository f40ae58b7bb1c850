#include "core/store/fillsession.h"

namespace espalier {
namespace {

/// Gives the session back however its filling ends.
struct Held
{
    Store& store;
    SessionId session;
    ~Held() { store.release(session); }
};

} // namespace

Result<void> fillSession(Store& store, SessionId session, const SessionFill& fill)
{
    if (auto held = store.acquire(session, "espalier"); !held) {
        return held;
    }
    const Held untilFilled{store, session};
    for (NodeNumber number = fill.first; number < fill.count; ++number) {
        if (auto inserted = store.insertNode(session, fill.rowsOf(number)); !inserted) {
            return inserted;
        }
    }
    if (auto set = store.setBaseline(session, fill.baseline, fill.baselineMs); !set) {
        return set;
    }
    return store.setState(session, "done");
}

} // namespace espalier
