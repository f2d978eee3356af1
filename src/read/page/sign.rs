//! Which character a font's own code stands for where it is none that people write: radicals that stand for characters,
//! private codes of symbol fonts, marks of vertical text, ligatures.

/// The 214 radicals of U+2F00 as the characters they look like. Some programs name a character by its radical.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of U+2E80 that stand for common simplified characters.
const SUPPLEMENT: &[(char, char)] = &[
    ('⺀', '冫'),
    ('⺍', '小'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺩', '王'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻌', '辶'),
    ('⻐', '钅'),
    ('⻑', '长'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// Marks as they are drawn in vertical text, U+FE30 to U+FE44, and what they are.
const UPRIGHT: &str = "：—–＿＿（）｛｝〔〕【】《》〈〉「」『』";

/// Marks as they are drawn in vertical text, U+FE10 to U+FE19, and what they are.
const STANDING: &str = "，、。：；！？〖〗…";

/// The character that a code of a font stands for; none where it stands for no character.
#[must_use]
pub fn known(c: char) -> Option<char> {
    let known = match c {
        '\u{2f00}'..='\u{2fd5}' => {
            let at = (c as usize).checked_sub(0x2f00)?;
            RADICALS.chars().nth(at).unwrap_or(c)
        }
        '\u{2e80}'..='\u{2eff}' => SUPPLEMENT.iter().find(|(radical, _)| *radical == c).map_or(c, |(_, plain)| *plain),
        '\u{fe10}'..='\u{fe19}' => STANDING.chars().nth(c as usize - 0xfe10).unwrap_or(c),
        '\u{fe30}'..='\u{fe44}' => UPRIGHT.chars().nth(c as usize - 0xfe30).unwrap_or(c),
        // Symbol fonts keep their own codes here: bullets, ticks, arrows.
        '\u{f020}'..='\u{f0ff}' => '•',
        '\u{fffd}' => return None,
        '\u{a0}' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        c if c.is_control() => return None,
        c => c,
    };
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_characters() {
        assert_eq!(RADICALS.chars().count(), 214);
        let read = |text: &str| text.chars().filter_map(known).collect::<String>();
        assert_eq!(read("⼀、⼯作年⽉⽇⼈⽅⻚⻢\u{f0b7}\u{a0}"), "一、工作年月日人方页马• ");
        assert_eq!(read("︵三︶︐︙﹃"), "（三），…『");
        assert_eq!((STANDING.chars().count(), UPRIGHT.chars().count()), (0xfe1a - 0xfe10, 0xfe45 - 0xfe30));
        assert_eq!(known('\u{1}'), None);
    }
}
