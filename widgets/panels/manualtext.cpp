#include "widgets/panels/manualtext.h"

#include "widgets/common/fonts.h"
#include "widgets/common/theme.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextTable>
#include <QUrl>

#include <algorithm>
#include <vector>

namespace espalier {
namespace {

struct PicturePlace
{
    int position = 0;
    QTextImageFormat format;

    QTextCursor cursor(QTextDocument& document) const
    {
        QTextCursor cursor(&document);
        cursor.setPosition(position);
        cursor.setPosition(position + 1, QTextCursor::KeepAnchor);
        return cursor;
    }
};

/// In the order of the text.
std::vector<PicturePlace> picturesIn(const QTextDocument& document)
{
    std::vector<PicturePlace> places;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextFragment fragment = at.fragment();
            if (fragment.charFormat().isImageFormat()) {
                places.push_back({fragment.position(), fragment.charFormat().toImageFormat()});
            }
        }
    }
    return places;
}

} // namespace

ManualText::ManualText(QWidget* parent) : QTextBrowser(parent)
{
    document()->setDocumentMargin(24);
}

void ManualText::showPage(const HelpPage& page)
{
    m_pictures.clear();
    for (const auto& [name, bytes] : page.pictures) {
        if (const QImage picture = QImage::fromData(bytes); !picture.isNull()) {
            m_pictures.insert(name, picture);
        }
    }
    setMarkdown(page.markdown);
    drawTables();
    addCaptions();
    fitPictures();
}

QVariant ManualText::loadResource(int type, const QUrl& name)
{
    return type == QTextDocument::ImageResource ? QVariant(m_pictures.value(name.path())) : QVariant();
}

void ManualText::resizeEvent(QResizeEvent* event)
{
    QTextBrowser::resizeEvent(event);
    fitPictures();
}

void ManualText::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        drawTables();
        fitPictures();
    }
}

void ManualText::drawTables()
{
    const QColor hairline = Theme::fromPalette(palette()).color(Role::Line);
    for (QTextFrame* frame : document()->rootFrame()->childFrames()) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (table == nullptr) {
            continue;
        }
        QTextTableFormat format = table->format();
        format.setBorder(1);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(hairline);
        format.setBorderCollapse(true);
        format.setCellSpacing(0);
        format.setCellPadding(5);
        table->setFormat(format);
        // The importer gives a few cells a paragraph's margins, and their words then stand lower than their
        // neighbours'.
        for (QTextBlock block = table->firstCursorPosition().block();
             block.isValid() && block.position() <= table->lastPosition(); block = block.next()) {
            QTextBlockFormat lines = block.blockFormat();
            lines.setTopMargin(0);
            lines.setBottomMargin(0);
            QTextCursor(block).setBlockFormat(lines);
        }
    }
}

void ManualText::addCaptions()
{
    std::vector<PicturePlace> places = picturesIn(*document());
    // From the last to the first, so that no place moves before its turn.
    std::ranges::reverse(places);
    for (const PicturePlace& place : places) {
        QTextCharFormat words;
        words.setFont(fonts::small(font()));
        words.setForeground(palette().placeholderText());
        QTextCursor caption(document());
        caption.setPosition(place.position + 1);
        if (m_pictures.contains(place.format.name())) {
            caption.insertBlock();
        } else {
            place.cursor(*document()).removeSelectedText();
        }
        caption.insertText(place.format.stringProperty(QTextFormat::ImageAltText), words);
    }
}

void ManualText::fitPictures()
{
    // As if the scroll bar always stood there: a page that fits without one, and does not with it, would else flicker.
    const double beside = 2 * document()->documentMargin() + verticalScrollBar()->sizeHint().width();
    const int room = std::max(1, contentsRect().width() - static_cast<int>(beside));
    for (const PicturePlace& place : picturesIn(*document())) {
        const QImage picture = m_pictures.value(place.format.name());
        if (picture.isNull()) {
            continue;
        }
        const int width = std::min(room, picture.width());
        const QSize size(width, std::max(1, picture.height() * width / picture.width()));
        document()->addResource(QTextDocument::ImageResource, QUrl(place.format.name()), drawn(picture, size));
        QTextImageFormat format = place.format;
        format.setWidth(size.width());
        format.setHeight(size.height());
        format.setToolTip(format.stringProperty(QTextFormat::ImageAltText));
        place.cursor(*document()).setCharFormat(format);
    }
    viewport()->update();
}

/// Smoothly scaled, which the document itself does not do, with a hairline round it: a light window on a light page
/// would else have no edge.
QImage ManualText::drawn(const QImage& picture, QSize size) const
{
    const double ratio = devicePixelRatioF();
    QImage shown = picture.scaled(size * ratio, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                       .convertToFormat(QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&shown);
    painter.setPen(Theme::fromPalette(palette()).color(Role::Line));
    painter.drawRect(0, 0, shown.width() - 1, shown.height() - 1);
    painter.end();
    shown.setDevicePixelRatio(ratio);
    return shown;
}

} // namespace espalier
