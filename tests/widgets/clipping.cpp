#include "tests/widgets/clipping.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QTabBar>

namespace espalier::test {
namespace {

QString wordsOf(const QWidget& widget)
{
    if (widget.property("elides").toBool()) {
        return {}; // says so, and shows the rest
    }
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        return label->wordWrap() ? QString() : label->text();
    }
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        return button->text();
    }
    if (const auto* box = qobject_cast<const QComboBox*>(&widget)) {
        return box->currentText();
    }
    const auto* tabs = qobject_cast<const QTabBar*>(&widget);
    return tabs != nullptr && tabs->count() > 0 && !tabs->usesScrollButtons() ? tabs->tabText(0) : QString();
}

/// Whether what is written has more lines, or a taller one, than there is room for.
bool isTooLow(const QWidget& widget)
{
    const auto* label = qobject_cast<const QLabel*>(&widget);
    if (label != nullptr && label->wordWrap()) {
        return !label->text().isEmpty() && label->height() < label->heightForWidth(label->width());
    }
    return !wordsOf(widget).isEmpty() && widget.height() < widget.fontMetrics().height();
}

} // namespace

QStringList clippedTexts(const QWidget& window)
{
    QCoreApplication::processEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // for words that came with the last of them
    QStringList found;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const QString words = wordsOf(*widget);
        if (!words.isEmpty() && widget->isVisible() && widget->width() < widget->sizeHint().width()) {
            found << QStringLiteral("%1 has %2 of %3 pixels: %4")
                         .arg(QString::fromLatin1(widget->metaObject()->className()))
                         .arg(widget->width())
                         .arg(widget->sizeHint().width())
                         .arg(words);
        }
        if (widget->isVisible() && isTooLow(*widget)) {
            const auto* label = qobject_cast<const QLabel*>(widget);
            found << QStringLiteral("%1 is %2 pixels high: %3")
                         .arg(QString::fromLatin1(widget->metaObject()->className()))
                         .arg(widget->height())
                         .arg(label != nullptr ? label->text() : words);
        }
    }
    return found;
}

} // namespace espalier::test
