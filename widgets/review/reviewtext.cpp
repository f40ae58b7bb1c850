#include "widgets/review/reviewtext.h"

#include "core/diff/githunks.h"
#include "widgets/common/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace espalier::reviewtext {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("espalier::reviewtext", text);
}

} // namespace

QString state(ReviewState state)
{
    switch (state) {
    case ReviewState::Proposed:
        return tr("proposed");
    case ReviewState::InReview:
        return tr("in review");
    case ReviewState::Approved:
        return tr("approved");
    case ReviewState::Rejected:
        return tr("rejected");
    case ReviewState::None:
        break;
    }
    return {};
}

QString stateLine(const NodeReview& review)
{
    const Remark last = review.last();
    return review.state == ReviewState::None
               ? QString()
               : tr("%1 by %2, %3").arg(state(review.state), foreign(last.author), moment(last.time));
}

QString signs(const NodeReview& review)
{
    QString text;
    switch (review.state) {
    case ReviewState::Proposed:
    case ReviewState::InReview:
        text = QStringLiteral(" ◇");
        break;
    case ReviewState::Approved:
        text = QStringLiteral(" ✓");
        break;
    case ReviewState::Rejected:
        text = QStringLiteral(" ⊖");
        break;
    case ReviewState::None:
        break;
    }
    return review.bookmarked ? text + QStringLiteral(" ※") : text;
}

QString words(const NodeReview& review)
{
    QStringList lines{state(review.state), review.bookmarked ? tr("bookmarked") : QString(),
                      foreign(review.note.text).left(300)};
    lines.removeAll({});
    return lines.join(QStringLiteral(" · "));
}

QString sign(CheckAnswer answer)
{
    return answer == CheckAnswer::Yes  ? QStringLiteral("✓")
           : answer == CheckAnswer::No ? QStringLiteral("✕")
                                       : QStringLiteral("?");
}

QString answer(CheckAnswer answer)
{
    return answer == CheckAnswer::Yes ? tr("yes") : answer == CheckAnswer::No ? tr("no") : tr("unknown");
}

QString moment(double unixTime)
{
    const auto seconds = static_cast<qint64>(std::clamp(unixTime, 0.0, 1e11));
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(seconds), QLocale::ShortFormat);
}

QString remark(const QString& typed)
{
    const QString whole = typed.trimmed();
    const QByteArray bytes = whole.toUtf8();
    if (bytes.size() <= static_cast<qsizetype>(kLongestRemark)) {
        return whole;
    }
    QString kept = QString::fromUtf8(bytes.left(static_cast<qsizetype>(kLongestRemark)));
    while (kept.endsWith(QChar::ReplacementCharacter)) {
        kept.chop(1); // half a character
    }
    return kept;
}

QString foreign(const std::string& text)
{
    QStringList lines;
    for (const std::string_view line : splitLines(text)) {
        lines << format::codeLine(line);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace espalier::reviewtext
