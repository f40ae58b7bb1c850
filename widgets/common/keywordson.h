// Included before a third-party header that uses Qt's lower-case keywords, which the project goes without;
// keywordsoff.h ends it. No include guard: both come in pairs.
#include <QtGlobal>
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
